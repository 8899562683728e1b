package dev.salus.app.paper;

import dev.salus.app.terminal.PersonTerminal;
import java.util.List;

/** A QR code as a terminal shows it: in black on white, whatever its colours. */
public final class TerminalQrCode {

  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String USUAL = "\u001b[0m";

  private TerminalQrCode() {}

  /**
   * Its lines; none if the terminal has no colours, or is too narrow or too low to show all of it.
   *
   * @param besides how many lines have to be seen at the same time
   */
  public static List<String> lines(PersonTerminal at, String text, int besides) {
    QrCode code = QrCode.of(text);
    boolean fits = at.columns() > code.columns() && at.lines() - besides >= code.blocks().size();
    return at.isDumb() || !fits
        ? List.of()
        : code.blocks().stream().map(line -> BLACK_ON_WHITE + line + USUAL).toList();
  }
}
