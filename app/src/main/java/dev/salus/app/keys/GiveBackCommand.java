package dev.salus.app.keys;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.ComparingCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Progress;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.recovery.AccessBackRequest;
import dev.salus.sdk.sharing.EntriesAdded;
import java.util.List;
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
final class GiveBackCommand extends ComparingCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PERSON",
      description = "Who asks: the number in the list, or " + People.WHO + ".")
  private String asker = "";

  GiveBackCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected Fingerprints.Purpose purpose() {
    return Fingerprints.Purpose.GIVE;
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<AccessBackRequest> pending = keys.get(keys.salus().accessBackApi().pendingRequests());
    String said = named(asker);
    if (said.isEmpty()) {
      list(keys, pending);
    } else {
      String who =
          keys.people().find(said, pending.stream().map(AccessBackRequest::dataOwner).toList());
      give(keys, pending.stream().filter(each -> each.dataOwner().equals(who)).toList());
    }
  }

  private static void list(KeySession.Opened keys, List<AccessBackRequest> pending)
      throws Exception {
    int number = 0;
    for (AccessBackRequest request : pending) {
      number++;
      keys.say(
          number
              + "  "
              + Words.minute(request.createdAt())
              + "  "
              + keys.people().describeWithId(request.dataOwner()));
    }
    keys.say(
        Words.count(pending.size(), "request", "requests")
            + " to give access back."
            + (pending.isEmpty()
                ? ""
                : " If you have them on the phone, or before you, run 'salus keys give-back 1' with the"
                    + " number of who asks."));
  }

  private void give(KeySession.Opened keys, List<AccessBackRequest> of) throws Exception {
    if (of.isEmpty()) {
      throw new CommandFailure(
          "nobody of that name or id asks you for anything; 'salus keys give-back' lists who asks");
    }
    tellWho(
        keys,
        of.get(0).dataOwner(),
        ", who asked for access on "
            + Words.minute(of.get(0).createdAt())
            + ", as the server says. Go on only with them on the phone, or before you: whoever has"
            + " the key with that fingerprint opens what you share.");
    String told = told(keys);
    FingerprintText text = FingerprintText.parse(told);
    AccessBackRequest request =
        of.stream()
            .filter(each -> text.matches(each.dataOwner(), each.newKeyId()))
            .findFirst()
            .orElse(of.get(0));
    EntriesAdded entries =
        Progress.of(
            keys, progress -> keys.salus().accessBackApi().giveBack(request, told, progress));
    if (entries.looked() > 0 && entries.looked() == entries.closed()) {
      throw new CommandFailure(
          "nothing was given back: this machine never trusted the keys that were lost, so what was"
              + " shared with them is closed to it, too. If you have another machine that opens it,"
              + " that one can give it back. Else others whom they shared with are left to them, or a"
              + " recovery key, another device or notaries of theirs");
    }
    Progress.summaryWith(
        keys, "Access is given back", entries, request.newKeyId(), request.dataOwner());
    keys.say(
        "Read your fingerprint out to them now: they run "
            + Words.elsewhere("keys take-back " + keys.people().typedByOthers())
            + ", type it, and are told there whether their patients are back. There is nothing else for"
            + " you to do. Your fingerprint:");
    keys.sayOwnFingerprint();
  }
}
