package dev.salus.app.keys.notaries;

import dev.salus.app.keys.session.CommandSetting;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus keys notaries}: people who restore your keys together. */
@Command(
    name = "notaries",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Appoints people who can restore your keys together, asks them, and answers them.")
public final class NotariesCommand {

  private NotariesCommand() {}

  /** The command with all of its own. */
  public static CommandLine commandLine(CommandSetting setting) {
    return new CommandLine(new NotariesCommand())
        .addSubcommand(new AppointCommand(setting))
        .addSubcommand(new AcceptCommand(setting))
        .addSubcommand(new ListNotariesCommand(setting))
        .addSubcommand(new AskNotariesCommand(setting))
        .addSubcommand(new PendingCommand(setting))
        .addSubcommand(new ApproveCommand(setting))
        .addSubcommand(new NotariesRestoreCommand(setting));
  }
}
