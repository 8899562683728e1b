package dev.salus.app.administration;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;

/** {@code salus users unlock}. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = "Forgets failed log-ins that hold a user up, at the server that runs.")
final class UnlockUserCommand extends OneUserCommand {

  UnlockUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  JsonObject change(User user, Administration administration, Dialogue dialogue) throws Exception {
    if (!administration.isAtServer()) {
      throw new CommandFailure(
          "a server remembers failed log-ins itself, until it ends: say which one with --server URL");
    }
    administration.get(administration.users().unlock(user));
    return new JsonObject();
  }
}
