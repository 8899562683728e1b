package dev.salus.app.secondfactor;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.paper.SecretOutput;
import dev.salus.app.paper.TerminalQrCode;
import dev.salus.app.terminal.PersonTerminal;
import dev.salus.sdk.account.SecondFactorSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code salus second-factor on}. */
@Command(
    name = "on",
    mixinStandardHelpOptions = true,
    description = {
      "Shows a secret for your authenticator, asks for the code that it shows then, and prints"
          + " recovery codes. Only then do log-ins need a code; your other sessions end."
    },
    footer = {
      "",
      "Without a terminal the standard input holds, a line each: the password; the code.",
      "The code follows from the address that is printed before."
    })
final class OnCommand extends OwnAccountCommand {

  private static final String GROUPS_OF_FOUR = "(?<=\\G.{4})(?=.)";

  @Mixin private SecretOutput output = new SecretOutput();

  OnCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void prepare(Dialogue dialogue) throws Exception {
    output.require(dialogue);
  }

  @Override
  void run(LoggedIn mine) throws Exception {
    SecondFactorSecret secret = mine.get(mine.secondFactor().begin(mine.password()));
    Optional<PersonTerminal> terminal = mine.dialogue().terminal();
    Optional<PersonTerminal> apart =
        output.show(
            mine.dialogue(),
            terminal.map(at -> onTerminal(at, secret)).orElse(List.of()),
            List.of(secret.uri()));
    List<String> codes;
    try {
      codes =
          mine.withCode(
              "Type the code that your authenticator shows now", mine.secondFactor()::confirm);
    } finally {
      apart.ifPresent(PersonTerminal::hide);
    }
    ShownCodes.show(output, mine, codes);
    mine.dialogue()
        .say("Log-ins of " + mine.login() + " need a code from now on; your other sessions ended.");
  }

  private static List<String> onTerminal(PersonTerminal at, SecondFactorSecret secret) {
    List<String> lines = new ArrayList<>(TerminalQrCode.lines(at, secret.uri()));
    lines.add("");
    lines.add("Scan this with your authenticator, or type the secret into it:");
    lines.add("");
    lines.add("  " + secret.text().replaceAll(GROUPS_OF_FOUR, " "));
    return lines;
  }
}
