package dev.salus.app.keys;

import dev.salus.app.keys.dialogue.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus keys notaries}: people who restore your keys together. */
@Command(
    name = "notaries",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Appoints people who can restore your keys together, asks them, and answers them.")
final class NotariesCommand {

  private NotariesCommand() {}

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new NotariesCommand())
        .addSubcommand(new AppointCommand(terminal))
        .addSubcommand(new AcceptCommand(terminal))
        .addSubcommand(new ListNotariesCommand(terminal))
        .addSubcommand(new AskNotariesCommand(terminal))
        .addSubcommand(new PendingCommand(terminal))
        .addSubcommand(new ApproveCommand(terminal))
        .addSubcommand(new NotariesRestoreCommand(terminal));
  }
}
