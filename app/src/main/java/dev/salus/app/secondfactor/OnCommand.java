package dev.salus.app.secondfactor;

import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.paper.SecretOutput;
import dev.salus.app.paper.TerminalQrCode;
import dev.salus.app.terminal.PersonTerminal;
import dev.salus.sdk.account.SecondFactorSecret;
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

  /** Lines that stand below the picture: those of the secret, and the question. */
  private static final int BESIDES = 7;

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
    List<String> picture =
        terminal.map(at -> TerminalQrCode.lines(at, secret.uri(), BESIDES)).orElse(List.of());
    Optional<PersonTerminal> apart =
        output.show(
            mine.dialogue(),
            picture,
            onTerminal(secret, !picture.isEmpty()),
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

  private static List<String> onTerminal(SecondFactorSecret secret, boolean withPicture) {
    return List.of(
        "",
        withPicture
            ? "Scan this with your authenticator, or type the secret into it:"
            : "Type this secret into your authenticator (a larger window shows a QR code):",
        "",
        "  " + secret.text().replaceAll(GROUPS_OF_FOUR, " "));
  }
}
