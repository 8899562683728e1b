package dev.salus.app.keys;

import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.crypto.Argon2;
import java.io.InputStream;
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
    return commandLine(in, Argon2.Costs.DEFAULT);
  }

  /** {@link #commandLine(InputStream)} that makes key files at these costs. */
  static CommandLine commandLine(InputStream in, Argon2.Costs keyFileCosts) {
    CommandSetting setting = new CommandSetting(Terminal.of(in), keyFileCosts);
    return new CommandLine(new KeysCommand())
        .addSubcommand(new InitCommand(setting))
        .addSubcommand(new FingerprintCommand(setting))
        .addSubcommand(new VerifyCommand(setting))
        .addSubcommand(new BackupCommand(setting))
        .addSubcommand(new RestoreCommand(setting))
        .addSubcommand(new HandOverCommand(setting))
        .addSubcommand(DevicesCommand.commandLine(setting))
        .addSubcommand(NotariesCommand.commandLine(setting))
        .addSubcommand(new AskBackCommand(setting))
        .addSubcommand(new GiveBackCommand(setting))
        .addSubcommand(new TakeBackCommand(setting))
        .addSubcommand(new PassphraseCommand(setting));
  }
}
