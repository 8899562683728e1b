package dev.salus.app.terminal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/**
 * A terminal at which a person answers. From the moment it is taken until it is closed, by whatever
 * way, the terminal shows nothing that is typed; a visible answer is shown by this program. What
 * was typed and not asked for is thrown away in the end, so that no shell runs it.
 */
public final class PersonTerminal implements AutoCloseable {

  /** Where a terminal does not say how wide it is. */
  private static final int USUAL_COLUMNS = 80;

  private final Terminal terminal;
  private final InputStream input;
  private final PrintWriter screen;
  private final Attributes before;
  private final Attributes quiet;
  private final AtExit atExit;
  private volatile String prompt = "";
  private volatile @Nullable TypedLine visible;
  private final StringBuilder apart = new StringBuilder();
  private volatile boolean alternate;
  private boolean ended;

  /**
   * Takes it over. It is closed with this.
   *
   * @param terminal of which everything is used but its input, which never ends when somebody hangs
   *     up
   * @param input the bytes that are typed, and whether there are any
   */
  public PersonTerminal(Terminal terminal, InputStream input) {
    this(terminal, input, AtExit.announced());
  }

  /**
   * The same.
   *
   * @param atExit was announced before the terminal was opened
   */
  PersonTerminal(Terminal terminal, InputStream input, AtExit atExit) {
    this.terminal = terminal;
    this.atExit = atExit;
    this.input = input;
    this.screen = terminal.writer();
    this.before = terminal.getAttributes();
    this.quiet = new Attributes(before);
    quiet.setLocalFlags(
        EnumSet.of(LocalFlag.ECHO, LocalFlag.ICANON, LocalFlag.ECHONL, LocalFlag.IEXTEN), false);
    quiet.setInputFlag(InputFlag.ICRNL, true);
    quiet.setControlChar(ControlChar.VMIN, 1);
    quiet.setControlChar(ControlChar.VTIME, 0);
    // Ctrl-\ would have the JVM print all its threads
    quiet.setControlChar(ControlChar.VQUIT, 0);
    terminal.setAttributes(quiet);
    atExit.does(this::end);
  }

  /**
   * Has Ctrl-Z give the terminal back as it was, and {@code fg} take it again and repeat the
   * question. For the terminal of the process only.
   */
  void stopAndContinue() {
    terminal.handle(Signal.TSTP, signal -> stop());
    terminal.handle(Signal.CONT, signal -> resume());
  }

  private void stop() {
    leaveApart();
    terminal.setAttributes(before);
    try {
      // the default of SIGTSTP, which this handler is in place of
      new ProcessBuilder("kill", "-STOP", Long.toString(ProcessHandle.current().pid()))
          .start()
          .waitFor();
    } catch (IOException cannot) {
      terminal.setAttributes(quiet);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void resume() {
    if (ended) {
      return;
    }
    terminal.setAttributes(quiet);
    if (alternate) {
      enterApart();
      screen.print(apart);
    } else {
      screen.print("\n" + prompt);
    }
    TypedLine typed = visible;
    if (typed != null) {
      screen.print(new String(typed.soFar(), StandardCharsets.UTF_8));
    }
    screen.flush();
  }

  /**
   * A line that is not shown while it is typed.
   *
   * @throws CharacterCodingException if it is not UTF-8
   * @throws EOFException if the person ends the input
   * @throws LineTooLongException if it is longer than a line may be
   */
  public char[] secret(String question) throws IOException {
    try (TypedLine line = new TypedLine()) {
      return read(question, line, false);
    }
  }

  /**
   * A line that is shown while it is typed.
   *
   * @throws CharacterCodingException if it is not UTF-8
   * @throws EOFException if the person ends the input
   * @throws LineTooLongException if it is longer than a line may be
   */
  public String answer(String question) throws IOException {
    try (TypedLine line = new TypedLine()) {
      visible = line;
      return new String(read(question, line, true));
    } finally {
      visible = null;
    }
  }

  private char[] read(String question, TypedLine line, boolean shown) throws IOException {
    prompt = question;
    print(question);
    TypedLine.Effect effect;
    do {
      byte[] last = shown ? line.soFar() : new byte[0];
      int next = input.read();
      effect = line.typed(next);
      if (shown) {
        show(effect, next, last, line);
      }
    } while (effect != TypedLine.Effect.DONE && effect != TypedLine.Effect.ENDED);
    prompt = "";
    print("\n");
    if (effect == TypedLine.Effect.ENDED) {
      throw new EOFException();
    }
    return line.characters();
  }

  private synchronized void show(TypedLine.Effect effect, int next, byte[] last, TypedLine line)
      throws IOException {
    if (ended) {
      return;
    }
    ShownAnswer shown = new ShownAnswer(terminal, prompt, columns());
    switch (effect) {
      case ADDED -> shown.added(next, line.soFar());
      case ERASED, CLEARED -> shown.erased(last, line.soFar());
      default -> {}
    }
  }

  /** Shows this, as it is. */
  public synchronized void print(String text) {
    if (ended) {
      return;
    }
    if (alternate) {
      apart.append(text);
    }
    screen.print(text);
    screen.flush();
  }

  /** How wide it is. */
  public int columns() {
    int columns = terminal.getWidth();
    return columns > 0 ? columns : USUAL_COLUMNS;
  }

  /** How high it is, in lines. */
  public int lines() {
    int lines = terminal.getHeight();
    return lines > 0 ? lines : Integer.MAX_VALUE;
  }

  /** Whether it moves a cursor. */
  public boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB)
        || terminal.getStringCapability(Capability.clear_screen) == null;
  }

  /** Whether {@link #hide} leaves nothing of what was shown after {@link #showApart}. */
  public boolean canShowApart() {
    return !isDumb() && terminal.getStringCapability(Capability.enter_ca_mode) != null;
  }

  /** Shows what follows on a screen of its own, which no scrollback keeps. */
  public synchronized void showApart() {
    if (ended) {
      return;
    }
    alternate = true;
    enterApart();
  }

  private void enterApart() {
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.clear_screen);
    terminal.flush();
  }

  /** Wipes that screen. */
  public synchronized void wipe() {
    apart.setLength(0);
    terminal.puts(Capability.clear_screen);
    terminal.flush();
  }

  /** Wipes it, and shows what was there before. */
  public synchronized void hide() {
    leaveApart();
    alternate = false;
    apart.setLength(0);
  }

  private void leaveApart() {
    if (alternate) {
      terminal.puts(Capability.clear_screen);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
    }
  }

  /** Throws away what was typed and not asked for. */
  public void drain() throws IOException {
    while (input.available() > 0 && input.read() >= 0) {
      // one more
    }
  }

  private synchronized void restore() {
    if (!ended) {
      hide();
      terminal.setAttributes(before);
    }
  }

  /** The process ends: nothing is shown any more, whatever it was about to show. */
  private synchronized void end() {
    restore();
    ended = true;
  }

  /** Gives it back as it was. */
  @Override
  public void close() throws IOException {
    try {
      drain();
    } finally {
      restore();
      atExit.forget();
      terminal.close();
    }
  }
}
