package dev.salus.app.administration;

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
  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new UsersCommand())
        .addSubcommand(new AddUserCommand(terminal))
        .addSubcommand(new ListUsersCommand(terminal))
        .addSubcommand(new ShowUserCommand(terminal))
        .addSubcommand(new ResetPasswordCommand(terminal))
        .addSubcommand(new ResetSecondFactorCommand(terminal))
        .addSubcommand(new UnlockUserCommand(terminal))
        .addSubcommand(new UserQuotasCommand(terminal))
        .addSubcommand(new RemoveUserCommand(terminal));
  }
}
