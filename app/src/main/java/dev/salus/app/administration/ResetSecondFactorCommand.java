package dev.salus.app.administration;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.User;
import picocli.CommandLine.Command;

/** {@code salus users reset-second-factor}. */
@Command(
    name = "reset-second-factor",
    mixinStandardHelpOptions = true,
    description =
        "Takes a second factor away that is lost with its recovery codes, forgets failed log-ins, and"
            + " ends the user's sessions. Make sure first, by other means, who asks you to.")
final class ResetSecondFactorCommand extends OneUserCommand {

  ResetSecondFactorCommand(Terminal terminal) {
    super(terminal);
  }

  /** Not read again: who did it to themselves has no session any more. */
  @Override
  User change(User user, Administration administration, Dialogue dialogue) throws Exception {
    administration.get(administration.users().resetSecondFactor(user));
    return new User(
        user.id(),
        user.login(),
        user.roles(),
        user.dataOwner(),
        user.sharingDataWith(),
        false,
        user.locked(),
        user.rev(),
        user.skipped(),
        user.leftOut());
  }
}
