package dev.salus.app.keys;

import dev.salus.app.keys.dialogue.Terminal;
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

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new DevicesCommand())
        .addSubcommand(new ListDevicesCommand(terminal))
        .addSubcommand(new LetInCommand(terminal))
        .addSubcommand(new RetireCommand(terminal))
        .addSubcommand(new RotateCommand(terminal));
  }
}
