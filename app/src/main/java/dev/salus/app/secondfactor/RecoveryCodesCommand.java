package dev.salus.app.secondfactor;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.paper.SecretOutput;
import dev.salus.sdk.account.SecondFactorStatus.State;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code salus second-factor recovery-codes}. */
@Command(
    name = "recovery-codes",
    mixinStandardHelpOptions = true,
    description = "Makes other recovery codes in place of those that you have, used or not.",
    footer = {
      "",
      "Without a terminal the standard input holds, a line each: the password; a code for the",
      "log-in; another code or a recovery code."
    })
final class RecoveryCodesCommand extends OwnAccountCommand {

  @Mixin private SecretOutput output = new SecretOutput();

  RecoveryCodesCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void prepare(Dialogue dialogue) throws Exception {
    output.require(dialogue);
  }

  @Override
  void run(LoggedIn mine) throws Exception {
    if (mine.status().state() != State.ON) {
      throw new CommandFailure("there is no second factor; 'salus second-factor on' sets one up");
    }
    ShownCodes.show(
        output,
        mine,
        mine.withCode(
            "The next code, within half a minute, or a recovery code",
            code -> mine.secondFactor().replaceRecoveryCodes(mine.password(), code)));
  }
}
