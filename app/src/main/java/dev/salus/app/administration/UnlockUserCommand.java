package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus users unlock}. */
@Command(
    name = "unlock",
    mixinStandardHelpOptions = true,
    description = "Forgets failed log-ins that hold a user up, at the server that runs.")
final class UnlockUserCommand extends AdministrationCommand {

  @Parameters(paramLabel = "LOGIN", description = "What the user logs in with.")
  private String login = "";

  UnlockUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    User user = administration.user(login);
    administration.get(administration.users().unlock(user));
    tell(dialogue, user, new JsonObject());
  }
}
