package dev.salus.app.keys.notaries;

import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.recovery.ShareRequest;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code salus keys notaries pending}. */
@Command(
    name = "pending",
    mixinStandardHelpOptions = true,
    description = "Lists who asks you as a notary. The server says so: it may be somebody else.")
final class PendingCommand extends KeyCommand {

  PendingCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    List<ShareRequest> pending = keys.get(keys.salus().notaryApi().pendingRequests());
    int number = 0;
    for (ShareRequest request : pending) {
      number++;
      keys.say(
          number
              + "  "
              + Words.minute(request.createdAt())
              + "  "
              + keys.people().describeWithId(request.owner()));
    }
    keys.say(
        Words.count(pending.size(), "request", "requests")
            + " to you as a notary."
            + (pending.isEmpty()
                ? ""
                : " To answer one, run 'salus keys notaries approve 1' with its number."));
  }
}
