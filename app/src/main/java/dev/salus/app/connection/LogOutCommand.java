package dev.salus.app.connection;

import dev.salus.app.dialogue.Terminal;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code salus logout}: ends a log-in that was kept. */
@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = "Ends the log-in that 'salus login' keeps, on the server too.")
public final class LogOutCommand extends LogInOrOut {

  private LogOutCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  /**
   * The command.
   *
   * @param terminal which is asked nothing
   * @param environment the variables of the process
   */
  public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new LogOutCommand(terminal, environment));
  }

  @Override
  void run(Running with) throws Exception {
    with.dialogue()
        .say(
            switch (end(with)) {
              case NONE -> "No log-in is kept here.";
              case ENDED -> "You are logged out.";
              case DELETED ->
                  "The log-in is deleted here. The server could not be told; it ends it by itself"
                      + " at its time.";
            });
  }
}
