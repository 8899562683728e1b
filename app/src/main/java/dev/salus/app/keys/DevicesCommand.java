package dev.salus.app.keys;

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

  static CommandLine commandLine(CommandSetting setting) {
    return new CommandLine(new DevicesCommand())
        .addSubcommand(new ListDevicesCommand(setting))
        .addSubcommand(new LetInCommand(setting))
        .addSubcommand(new RetireCommand(setting))
        .addSubcommand(new RotateCommand(setting));
  }
}
