package dev.salus.app.keys;

import dev.salus.app.keys.dialogue.Terminal;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus keys}: looks after the keys of a data owner. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after your keys: makes them, compares them, and gets them back.")
public final class KeysCommand {

  private KeysCommand() {}

  /**
   * The command with all of its own.
   *
   * @param in where answers and secrets come from if there is no terminal
   */
  public static CommandLine commandLine(InputStream in) {
    Terminal terminal =
        new Terminal(
            in == System.in ? System.console() : null,
            new InputStreamReader(in, StandardCharsets.UTF_8));
    return new CommandLine(new KeysCommand())
        .addSubcommand(new InitCommand(terminal))
        .addSubcommand(new FingerprintCommand(terminal))
        .addSubcommand(new VerifyCommand(terminal))
        .addSubcommand(new BackupCommand(terminal))
        .addSubcommand(new RestoreCommand(terminal))
        .addSubcommand(new HandOverCommand(terminal))
        .addSubcommand(DevicesCommand.commandLine(terminal))
        .addSubcommand(NotariesCommand.commandLine(terminal))
        .addSubcommand(new AskBackCommand(terminal))
        .addSubcommand(new GiveBackCommand(terminal))
        .addSubcommand(new TakeBackCommand(terminal))
        .addSubcommand(new PassphraseCommand(terminal));
  }
}
