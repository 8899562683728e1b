package dev.salus.app.secondfactor;

import dev.salus.app.commandline.CommandTree;
import dev.salus.app.dialogue.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus second-factor}: whether the own log-ins need a code besides the password. */
@Command(
    name = "second-factor",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Has your log-ins need a code of an authenticator (RFC 6238) besides the password.",
      "It guards your account. Your records are guarded by your keys: see 'salus keys'."
    })
public final class SecondFactorCommand {

  private SecondFactorCommand() {}

  /**
   * The command with all of its own.
   *
   * @param terminal where answers come from
   * @param environment the variables of the process
   * @param arguments what it is about; without any, all of its own
   */
  public static CommandLine commandLine(
      Terminal terminal, Map<String, String> environment, String... arguments) {
    return CommandTree.of(new SecondFactorCommand())
        .with(OnCommand.class, () -> new OnCommand(terminal, environment))
        .with(OffCommand.class, () -> new OffCommand(terminal, environment))
        .with(StatusCommand.class, () -> new StatusCommand(terminal, environment))
        .with(RecoveryCodesCommand.class, () -> new RecoveryCodesCommand(terminal, environment))
        .commandLine(arguments);
  }
}
