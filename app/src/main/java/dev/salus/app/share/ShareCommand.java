package dev.salus.app.share;

import dev.salus.app.commandline.CommandTree;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.sdk.crypto.Argon2;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus share}: who else reads a person's patients. */
@Command(
    name = "share",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Shares your patients with other people, one by one or as you create them, and takes access"
          + " back.",
      "Whom you share with can give access back to you if you lose all your keys."
    })
public final class ShareCommand {

  private ShareCommand() {}

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
  public static CommandLine commandLine(CommandSetting setting, String... arguments) {
    return KeyCommand.withHelp(
        CommandTree.of(new ShareCommand())
            .with(ListPatientsCommand.class, () -> new ListPatientsCommand(setting))
            .with(GiveAccessCommand.class, () -> new GiveAccessCommand(setting))
            .with(TakeAccessCommand.class, () -> new TakeAccessCommand(setting))
            .with(ShareAlwaysCommand.class, () -> new ShareAlwaysCommand(setting))
            .with(StopSharingCommand.class, () -> new StopSharingCommand(setting))
            .commandLine(arguments));
  }
}
