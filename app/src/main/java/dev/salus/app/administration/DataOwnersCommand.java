package dev.salus.app.administration;

import dev.salus.app.dialogue.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus data-owners}: looks after the data owners: whose records they are. */
@Command(
    name = "data-owners",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after the data owners: whose records they are.")
public final class DataOwnersCommand {

  private DataOwnersCommand() {}

  /** The command with all of its own, whose answers come from this terminal. */
  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new DataOwnersCommand())
        .addSubcommand(new AddDataOwnerCommand(terminal))
        .addSubcommand(new ListDataOwnersCommand(terminal))
        .addSubcommand(new DataOwnerQuotasCommand(terminal));
  }
}
