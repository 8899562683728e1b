package dev.salus.app.secondfactor;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.paper.SecretOutput;
import dev.salus.app.secondfactor.OwnAccountCommand.LoggedIn;
import dev.salus.app.terminal.PersonTerminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recovery codes, shown until they are on paper. */
final class ShownCodes {

  private ShownCodes() {}

  static void show(SecretOutput output, LoggedIn mine, List<String> codes) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("Recovery codes of " + mine.login() + ": each gets you in once without your device.");
    lines.add("");
    codes.forEach(code -> lines.add("  " + code));
    Optional<PersonTerminal> apart = shown(output, mine, lines, codes);
    if (apart.isPresent()) {
      try {
        mine.dialogue().answer("Write them down on paper, then press Enter");
      } finally {
        apart.get().hide();
      }
    }
  }

  private static Optional<PersonTerminal> shown(
      SecretOutput output, LoggedIn mine, List<String> lines, List<String> codes)
      throws IOException {
    try {
      return output.show(mine.dialogue(), List.of(), lines, codes);
    } catch (CommandFailure lost) {
      throw new CommandFailure(
          lost.getMessage()
              + ". Log-ins need a code all the same, and recovery codes from before are void: make"
              + " others with 'salus second-factor recovery-codes'");
    }
  }
}
