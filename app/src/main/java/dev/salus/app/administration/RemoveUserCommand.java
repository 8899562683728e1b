package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code salus users remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Removes a user. Its data owner, keys and records stay.")
final class RemoveUserCommand extends AdministrationCommand {

  @Parameters(paramLabel = "LOGIN", description = "What the user logs in with.")
  private String login = "";

  RemoveUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    User user = administration.user(login);
    administration.get(administration.users().deleteUser(user));
    tell(dialogue, user, new JsonObject());
  }
}
