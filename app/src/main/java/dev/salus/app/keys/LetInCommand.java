package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.Comparisons;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Progress;
import dev.salus.app.keys.session.Words;
import dev.salus.app.keys.status.PatientsBack;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.device.OwnCard;
import dev.salus.sdk.sharing.EntriesAdded;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys devices let-in}. */
@Command(
    name = "let-in",
    mixinStandardHelpOptions = true,
    description = {
      "Lets another device of yours open what this one opens.",
      "You run it on both, each time with the fingerprint that the other one shows ('salus keys"
          + " fingerprint'): first on the device that opens your patients, then on the new one.",
      "It copies no key, and gives nobody else access: use 'salus share give' for other people."
    })
final class LetInCommand extends KeyCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = Fingerprints.LABEL,
      description = "What the other device shows; asked for if it is not given.")
  private List<String> fingerprint = new ArrayList<>();

  LetInCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; the fingerprint, unless it is an argument";
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    String told =
        Fingerprints.told(
            fingerprint,
            keys.dialogue(),
            "The fingerprint that the other device shows",
            Fingerprints.Purpose.GIVE);
    FingerprintText text = FingerprintText.parse(told);
    OwnCard other =
        keys.get(keys.salus().deviceApi().cards()).stream()
            .filter(card -> text.matches(keys.owner(), card.keyId()))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "the server lists no key of yours with that fingerprint; connect with the"
                            + " other device first ("
                            + Words.elsewhere("keys init")
                            + ")"));
    boolean openBefore = PatientsBack.areOpen(keys);
    EntriesAdded entries =
        Progress.of(
            keys, progress -> keys.salus().deviceApi().letIn(other.keyId(), told, progress));
    Progress.summary(keys, "The other device is let in", entries, other.keyId());
    keys.say(
        "If the other device has let this one in already, both are done. If not, now run "
            + Words.elsewhere("keys devices let-in")
            + " there, too, with the fingerprint of this device:");
    keys.sayOwnFingerprint();
    if (openBefore) {
      PatientsBack.sayWhatOpens(keys);
    } else {
      PatientsBack.say(keys);
    }
    keys.say(
        "Before a new device shares with other people, compare their fingerprints on it, too ("
            + Words.elsewhere("keys people")
            + " there lists them). "
            + Comparisons.PER_DEVICE);
    keys.say(
        "If a device is lost: 'salus keys devices list' shows its number, and 'salus keys devices"
            + " retire' with that number has nothing sealed to it any more.");
    // last: whoever leaves it open has read all the rest
    if (keys.dialogue().isPerson() && !keys.people().given().containsKey(other.keyId())) {
      DeviceName.offer(keys, other.keyId(), () -> DeviceName.ofOther(keys.dialogue()));
    }
  }
}
