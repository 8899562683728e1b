package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code salus users reset-password}. */
@Command(
    name = "reset-password",
    mixinStandardHelpOptions = true,
    description =
        "Sets a password that was forgotten, forgets failed log-ins, and ends the user's sessions.")
final class ResetPasswordCommand extends AdministrationCommand {

  @Parameters(paramLabel = "LOGIN", description = "What the user logs in with.")
  private String login = "";

  @Mixin private NewPassword password = new NewPassword();

  ResetPasswordCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(Administration administration, Dialogue dialogue) throws Exception {
    User user = administration.user(login);
    NewPassword.Chosen chosen = password.choose(dialogue, "New password for " + user.login());
    administration.get(administration.users().resetPassword(user, chosen.password()));
    tell(dialogue, user, chosen.isMade() ? chosen.json() : new JsonObject());
    chosen.tell(this, dialogue);
  }
}
