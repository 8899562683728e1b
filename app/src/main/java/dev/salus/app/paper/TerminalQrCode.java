package dev.salus.app.paper;

import dev.salus.app.terminal.PersonTerminal;
import java.util.List;

/** A QR code as a terminal shows it: in black on white, whatever its colours. */
public final class TerminalQrCode {

  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String USUAL = "\u001b[0m";

  private TerminalQrCode() {}

  /** Its lines; none if the terminal has no colours or is too narrow. */
  public static List<String> lines(PersonTerminal at, String text) {
    QrCode code = QrCode.of(text);
    return at.isDumb() || at.columns() <= code.columns()
        ? List.of()
        : code.blocks().stream().map(line -> BLACK_ON_WHITE + line + USUAL).toList();
  }
}
