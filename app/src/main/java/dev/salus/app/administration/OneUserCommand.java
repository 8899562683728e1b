package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Parameters;

/** A command about a user that there is, which it shows when it is done. */
abstract class OneUserCommand extends AdministrationCommand {

  @Parameters(paramLabel = "LOGIN", description = "What the user logs in with.")
  private String login = "";

  OneUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  final void run(Administration administration, Dialogue dialogue) throws Exception {
    User user = administration.user(login);
    tell(dialogue, change(user, administration, dialogue), new JsonObject());
  }

  /**
   * Does it.
   *
   * @return the user as it is then, or was at last
   */
  abstract User change(User user, Administration administration, Dialogue dialogue)
      throws Exception;
}
