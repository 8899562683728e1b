package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import picocli.CommandLine.Command;

/** {@code salus users show}. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a user.")
final class ShowUserCommand extends OneUserCommand {

  ShowUserCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  User change(User user, Administration administration, Dialogue dialogue) {
    return user;
  }
}
