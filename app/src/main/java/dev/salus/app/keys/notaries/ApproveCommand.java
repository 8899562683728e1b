package dev.salus.app.keys.notaries;

import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.ComparingCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.People;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.crypto.Fingerprint;
import dev.salus.sdk.crypto.FingerprintText;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.FingerprintMismatch;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries approve}. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Gives your share back to somebody who lost their keys.",
      "Let them read their new fingerprint out to you, in a voice or by a face that you know. You"
          + " answer for what you took on before ('salus keys notaries accept')."
    })
final class ApproveCommand extends ComparingCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PERSON",
      description =
          "Who asks; you are asked if it is not given: the number from 'salus keys notaries pending', or "
              + People.WHO
              + ".")
  private String person = "";

  ApproveCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected Fingerprints.Purpose purpose() {
    return Fingerprints.Purpose.GIVE;
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<ShareRequest> all = keys.get(keys.salus().notaryApi().pendingRequests());
    String asker = asker(keys, all);
    List<ShareRequest> pending =
        all.stream().filter(request -> request.owner().equals(asker)).toList();
    if (pending.isEmpty()) {
      throw new CommandFailure(
          "nobody of that name or id asks you as a notary; 'salus keys notaries pending' lists who asks");
    }
    tellWho(
        keys,
        asker,
        ", who asked for their keys on "
            + Words.minute(pending.get(0).createdAt())
            + ", as the server says. Go on only with them on the phone, or before you: whoever has"
            + " the key with that fingerprint gets your share.");
    String told = told(keys);
    FingerprintText text = FingerprintText.parse(told);
    List<ShareRequest> matching =
        pending.stream().filter(each -> text.matches(each.owner(), each.newKeyId())).toList();
    if (matching.isEmpty()) {
      throw new FingerprintMismatch(
          asker,
          pending.stream().map(each -> Fingerprint.of(each.owner(), each.newKeyId())).toList());
    }
    int approved = approve(keys, matching, told);
    keys.say(
        "Your share is given back, for "
            + approved
            + " of "
            + Words.count(matching.size(), "request", "requests")
            + ".");
    keys.say(
        "Read your fingerprint out to them now: they run "
            + Words.elsewhere("keys verify " + keys.people().typedByOthers())
            + ", type it, and use your share then. There is nothing else for you to do."
            + " Your fingerprint:");
    keys.sayOwnFingerprint();
  }

  private String asker(KeySession.Opened keys, List<ShareRequest> all) throws Exception {
    String said = named(person);
    if (said.isEmpty() && all.isEmpty()) {
      throw new CommandFailure("nobody asks you as a notary, as far as the server says");
    }
    return said.isEmpty()
        ? keys.people().ask(all.stream().map(ShareRequest::owner).distinct().toList())
        : keys.people().find(said, all.stream().map(ShareRequest::owner).toList());
  }

  /** How many were answered: one of a set that is of no use any more does not stop the others. */
  private static int approve(KeySession.Opened keys, List<ShareRequest> requests, String told)
      throws TimeoutException {
    List<RuntimeException> failures = new ArrayList<>();
    for (ShareRequest request : requests) {
      try {
        keys.get(keys.salus().notaryApi().approve(request, told));
      } catch (SalusException | ClientException failure) {
        failures.add(failure);
      }
    }
    if (failures.size() == requests.size()) {
      throw failures.get(0);
    }
    return requests.size() - failures.size();
  }
}
