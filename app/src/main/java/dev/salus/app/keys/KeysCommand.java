package dev.salus.app.keys;

import dev.salus.app.dialogue.Terminal;
import dev.salus.app.keys.notaries.NotariesCommand;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.status.KeyStatusCommand;
import dev.salus.sdk.crypto.Argon2;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus keys}: looks after the keys of a data owner. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after your keys: makes them, compares them, and gets them back.",
    footer = {
      "",
      "Before the first command you need three things: the address of your Salus server (--server),"
          + " your login (--login) and its password. Whoever runs Salus where you work, your"
          + " administrator, gives you all three, and a new password if somebody else may have it;"
          + " your keys nobody can give you. 'salus keys init' comes first, and offers to keep server"
          + " and login.",
      "",
      "You lost your machine, or your keys? Have your password changed if somebody else may have it."
          + " Then, on another machine, run 'salus keys init': it asks what you have left and says"
          + " how to go on."
    })
public final class KeysCommand {

  private KeysCommand() {}

  /**
   * The command with all of its own.
   *
   * @param terminal where answers and secrets come from
   * @param environment the variables of the process
   */
  public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return commandLine(new CommandSetting(terminal, environment, Argon2.Costs.DEFAULT));
  }

  /** {@link #commandLine(Terminal, Map)} in another setting. */
  static CommandLine commandLine(CommandSetting setting) {
    return KeyCommand.withHelp(
        GroupedCommands.in(
            new CommandLine(new KeysCommand())
                .addSubcommand(new InitCommand(setting))
                .addSubcommand(new KeyStatusCommand(setting))
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
                .addSubcommand(new PeopleCommand(setting))
                .addSubcommand(new NameCommand(setting))
                .addSubcommand(new PassphraseCommand(setting))));
  }
}
