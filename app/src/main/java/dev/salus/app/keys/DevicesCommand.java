package dev.salus.app.keys;

import dev.salus.app.commandline.CommandTree;
import dev.salus.app.keys.session.CommandSetting;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus keys devices}: the keys of your devices. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Lists your devices' keys, lets another device in, retires a lost one.")
final class DevicesCommand {

  private DevicesCommand() {}

  static CommandLine commandLine(CommandSetting setting, String... arguments) {
    return CommandTree.of(new DevicesCommand())
        .with(ListDevicesCommand.class, () -> new ListDevicesCommand(setting))
        .with(LetInCommand.class, () -> new LetInCommand(setting))
        .with(RetireCommand.class, () -> new RetireCommand(setting))
        .with(RotateCommand.class, () -> new RotateCommand(setting))
        .commandLine(arguments);
  }
}
