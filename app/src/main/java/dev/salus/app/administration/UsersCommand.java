package dev.salus.app.administration;

import dev.salus.app.commandline.CommandTree;
import dev.salus.app.dialogue.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus users}: looks after the users: who may log in. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after the users: who may log in.")
public final class UsersCommand {

  private UsersCommand() {}

  /** The command with all of its own, whose answers come from this terminal. */
  public static CommandLine commandLine(Terminal terminal, String... arguments) {
    return CommandTree.of(new UsersCommand())
        .with(AddUserCommand.class, () -> new AddUserCommand(terminal))
        .with(ListUsersCommand.class, () -> new ListUsersCommand(terminal))
        .with(ShowUserCommand.class, () -> new ShowUserCommand(terminal))
        .with(ResetPasswordCommand.class, () -> new ResetPasswordCommand(terminal))
        .with(ResetSecondFactorCommand.class, () -> new ResetSecondFactorCommand(terminal))
        .with(RolesOfUserCommand.class, () -> new RolesOfUserCommand(terminal))
        .with(LockUserCommand.class, () -> new LockUserCommand(terminal))
        .with(UnlockUserCommand.class, () -> new UnlockUserCommand(terminal))
        .with(UserQuotasCommand.class, () -> new UserQuotasCommand(terminal))
        .with(RemoveUserCommand.class, () -> new RemoveUserCommand(terminal))
        .commandLine(arguments);
  }
}
