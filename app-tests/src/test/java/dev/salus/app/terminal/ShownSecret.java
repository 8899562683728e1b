package dev.salus.app.terminal;

/** A process that shows a secret on a screen of its own until somebody presses Enter. */
final class ShownSecret {

  static final String SECRET = "the-secret";
  static final String QUESTION = "Press Enter: ";

  private ShownSecret() {}

  /** Says its number, too, by which it can be ended. */
  public static void main(String[] arguments) throws Exception {
    try (PersonTerminal terminal = SystemTerminal.open()) {
      terminal.showApart();
      terminal.print(SECRET + "\nprocess " + ProcessHandle.current().pid() + "\n");
      terminal.answer(QUESTION);
    }
  }
}
