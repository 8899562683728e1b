package dev.salus.app.keys.notaries;

import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.AfterLoss;
import dev.salus.app.keys.session.ClosedSharings;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.protocol.NotarySet;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.MissingShares;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus keys notaries restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Restores your keys with the shares that your notaries gave back ('salus keys notaries ask').",
      "Compare the fingerprint of each notary before ('salus keys verify')."
    })
final class NotariesRestoreCommand extends KeyCommand {

  @Parameters(
      paramLabel = "K",
      description = "How many notaries it takes, as you said when you appointed them.")
  private int needed;

  NotariesRestoreCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<ShareRequest> requests = keys.get(keys.salus().notaryApi().ownRequests());
    if (requests.isEmpty()) {
      throw new CommandFailure("ask your notaries first ('salus keys notaries ask')");
    }
    List<RuntimeException> failures = new ArrayList<>();
    for (ShareRequest request : requests) {
      try {
        keys.get(keys.salus().notaryApi().restore(request, needed));
        keys.say("Your keys are restored.");
        ClosedSharings.tellOfThisMachine(keys);
        AfterLoss.say(keys);
        return;
      } catch (SalusException | ClientException failure) {
        failures.add(failure);
      }
    }
    RuntimeException nearest =
        Collections.min(failures, Comparator.comparingInt(NotariesRestoreCommand::distance));
    if (nearest instanceof MissingShares missing) {
      tell(keys, missing);
    }
    throw nearest;
  }

  /** Who of them has answered, and what is to be done about it. */
  private static void tell(KeySession.Opened keys, MissingShares missing) throws Exception {
    for (String notary : missing.unconfirmed()) {
      keys.say(
          "not counted: you have not compared the key of "
              + keys.people().describe(notary)
              + " ('salus keys verify')");
    }
    for (String notary : missing.refused()) {
      keys.say(
          "not counted: the share of "
              + keys.people().describe(notary)
              + " is not the one that you gave them");
    }
  }

  /**
   * How far from success it was. Requests for keys that this ring has not are {@code NotFound}: the
   * farthest.
   */
  private static int distance(RuntimeException failure) {
    if (failure instanceof MissingShares shares) {
      return shares.missing();
    }
    return failure instanceof ClientException ? NotarySet.MAX_NOTARIES + 1 : Integer.MAX_VALUE;
  }
}
