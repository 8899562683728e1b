package dev.salus.app.administration;

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
    administration.get(administration.users().unlock(user));
    return new JsonObject();
  }
}
