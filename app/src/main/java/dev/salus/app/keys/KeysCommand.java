package dev.salus.app.keys;

import dev.salus.app.commandline.CommandTree;
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
   * @param arguments what it is about; without any, all of its own
   */
  public static CommandLine commandLine(
      Terminal terminal, Map<String, String> environment, String... arguments) {
    return commandLine(new CommandSetting(terminal, environment, Argon2.Costs.DEFAULT), arguments);
  }

  /** {@link #commandLine(Terminal, Map, String...)} in another setting. */
  static CommandLine commandLine(CommandSetting setting, String... arguments) {
    return KeyCommand.withHelp(
        GroupedCommands.in(
            CommandTree.of(new KeysCommand())
                .with(InitCommand.class, () -> new InitCommand(setting))
                .with(KeyStatusCommand.class, () -> new KeyStatusCommand(setting))
                .with(FingerprintCommand.class, () -> new FingerprintCommand(setting))
                .with(VerifyCommand.class, () -> new VerifyCommand(setting))
                .with(BackupCommand.class, () -> new BackupCommand(setting))
                .with(RestoreCommand.class, () -> new RestoreCommand(setting))
                .with(HandOverCommand.class, () -> new HandOverCommand(setting))
                .withGroup(
                    DevicesCommand.class, below -> DevicesCommand.commandLine(setting, below))
                .withGroup(
                    NotariesCommand.class, below -> NotariesCommand.commandLine(setting, below))
                .with(AskBackCommand.class, () -> new AskBackCommand(setting))
                .with(GiveBackCommand.class, () -> new GiveBackCommand(setting))
                .with(TakeBackCommand.class, () -> new TakeBackCommand(setting))
                .with(PeopleCommand.class, () -> new PeopleCommand(setting))
                .with(NameCommand.class, () -> new NameCommand(setting))
                .with(PassphraseCommand.class, () -> new PassphraseCommand(setting))
                .commandLine(arguments)));
  }
}
