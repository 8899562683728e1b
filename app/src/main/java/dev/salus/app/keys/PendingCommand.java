package dev.salus.app.keys;

import dev.salus.sdk.recovery.ShareRequest;
import java.time.Instant;
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
  void run(KeySession.Opened keys) throws Exception {
    List<ShareRequest> pending = keys.get(keys.salus().notaryApi().pendingRequests());
    for (ShareRequest request : pending) {
      keys.say(Instant.ofEpochMilli(request.createdAt()) + "  " + request.owner());
    }
    keys.say(pending.size() + " requests to you as a notary.");
  }
}
