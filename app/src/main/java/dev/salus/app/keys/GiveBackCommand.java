package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.sharing.EntriesAdded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys give-back}: access for somebody who lost all keys. */
@Command(
    name = "give-back",
    mixinStandardHelpOptions = true,
    description = {
      "Gives access back to somebody who lost all keys; without arguments, lists who asks.",
      "Let them read their new fingerprint out to you, face to face or on the phone. Somebody who"
          + " can log in as them could ask, too."
    })
final class GiveBackCommand extends KeyCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DATA-OWNER",
      description = "Who asks: the id.")
  private @Nullable String asker;

  @Parameters(
      index = "1..*",
      paramLabel = Fingerprints.LABEL,
      description = "What they told you; asked for if it is not given.")
  private List<String> fingerprint = new ArrayList<>();

  GiveBackCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  void run(KeySession.Opened keys) throws Exception {
    List<AccessBackRequest> pending = keys.get(keys.salus().accessBackApi().pendingRequests());
    if (asker == null) {
      list(keys, pending);
    } else {
      give(keys, pending.stream().filter(each -> each.dataOwner().equals(asker)).toList());
    }
  }

  private static void list(KeySession.Opened keys, List<AccessBackRequest> pending) {
    for (AccessBackRequest request : pending) {
      keys.say(Instant.ofEpochMilli(request.createdAt()) + "  " + request.dataOwner());
    }
    keys.say(pending.size() + " requests to give access back.");
  }

  private void give(KeySession.Opened keys, List<AccessBackRequest> of) throws Exception {
    if (of.isEmpty()) {
      throw new CommandFailure("nobody with that id asks you for anything");
    }
    String told =
        Fingerprints.told(fingerprint, keys.dialogue(), "The fingerprint that they told you");
    FingerprintText text = FingerprintText.parse(told);
    AccessBackRequest request =
        of.stream()
            .filter(each -> text.matches(each.dataOwner(), each.newKeyId()))
            .findFirst()
            .orElse(of.get(0));
    EntriesAdded entries =
        keys.get(keys.salus().accessBackApi().giveBack(request, told, Progress.of(keys)));
    if (entries.looked() > 0 && entries.looked() == entries.closed()) {
      throw new CommandFailure(
          "nothing was given back: this device never trusted the keys that were lost, so what was"
              + " shared with them is closed to it, too");
    }
    keys.say("Access is given back: " + Progress.summary(entries));
    keys.say("They need your fingerprint to take it ('salus keys take-back'):");
    keys.say("  " + keys.salus().dataOwnerApi().getOwnFingerprint());
  }
}
