package dev.salus.app.secondfactor;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.account.SecondFactorStatus.State;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code salus second-factor off}. */
@Command(
    name = "off",
    mixinStandardHelpOptions = true,
    description = "Has your log-ins need no code any more.",
    footer = {
      "",
      "Without a terminal the standard input holds, a line each: the password; a code for the",
      "log-in; another code or a recovery code."
    })
final class OffCommand extends OwnAccountCommand {

  OffCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(LoggedIn mine) throws Exception {
    if (mine.status().state() != State.ON) {
      throw new CommandFailure("there is no second factor");
    }
    mine.withCode(
        "The next code, within half a minute, or a recovery code",
        code -> mine.secondFactor().remove(mine.password(), code).map(true));
    mine.dialogue()
        .say(
            "Log-ins of "
                + mine.login()
                + " need no code any more."
                + (mine.status().required()
                    ? " This server requires one of you: until 'salus second-factor on' you can do"
                        + " nothing else."
                    : ""));
  }
}
