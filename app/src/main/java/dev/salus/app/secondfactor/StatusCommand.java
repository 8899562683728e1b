package dev.salus.app.secondfactor;

import dev.salus.app.dialogue.Terminal;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.account.SecondFactorStatus;
import dev.salus.sdk.account.SecondFactorStatus.State;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code salus second-factor status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says whether your log-ins need a code, and how many recovery codes are left.",
    footer = {
      "",
      "Without a terminal the standard input holds, a line each: the password; the code, if",
      "log-ins need one."
    })
final class StatusCommand extends OwnAccountCommand {

  StatusCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(LoggedIn mine) {
    SecondFactorStatus status = mine.status();
    mine.dialogue()
        .say(
            status.state() == State.ON
                ? "on, "
                    + Words.count(
                        status.recoveryCodesLeft(), "recovery code left", "recovery codes left")
                : status.required() ? "off, and this server requires it of you" : "off");
  }
}
