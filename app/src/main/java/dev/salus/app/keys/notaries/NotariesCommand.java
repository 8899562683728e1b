package dev.salus.app.keys.notaries;

import dev.salus.app.commandline.CommandTree;
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
  public static CommandLine commandLine(CommandSetting setting, String... arguments) {
    return CommandTree.of(new NotariesCommand())
        .with(AppointCommand.class, () -> new AppointCommand(setting))
        .with(AcceptCommand.class, () -> new AcceptCommand(setting))
        .with(ListNotariesCommand.class, () -> new ListNotariesCommand(setting))
        .with(AskNotariesCommand.class, () -> new AskNotariesCommand(setting))
        .with(PendingCommand.class, () -> new PendingCommand(setting))
        .with(ApproveCommand.class, () -> new ApproveCommand(setting))
        .with(NotariesRestoreCommand.class, () -> new NotariesRestoreCommand(setting))
        .commandLine(arguments);
  }
}
