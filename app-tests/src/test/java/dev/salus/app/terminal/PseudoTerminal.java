package dev.salus.app.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;

/** A pseudo-terminal of the system: a command is at one end, the test types at the other. */
public final class PseudoTerminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Shown by no command. */
  private static final String END = "\u0003";

  private final JniNativePty pty;
  private final String type;
  private final OutputStream keyboard;
  private final StringBuilder shown = new StringBuilder();
  private int seen;

  /** So wide, and of a type that terminfo knows. */
  public PseudoTerminal(int columns, String type) throws IOException {
    this(columns, 50, type);
  }

  /** So wide and so high. */
  public PseudoTerminal(int columns, int lines, String type) throws IOException {
    this.pty = (JniNativePty) new JniTerminalProvider().open(null, new Size(columns, lines));
    this.type = type;
    this.keyboard = pty.getMasterOutput();
    InputStream screen = pty.getMasterInput();
    Thread watching = new Thread(() -> watch(screen), "screen");
    watching.setDaemon(true);
    watching.start();
  }

  /** One of 80 columns. */
  public PseudoTerminal() throws IOException {
    this(80, "xterm");
  }

  private void watch(InputStream screen) {
    byte[] bytes = new byte[4096];
    try {
      for (int read = screen.read(bytes); read >= 0; read = screen.read(bytes)) {
        show(new String(bytes, 0, read, StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      // nobody writes any more
    }
  }

  private synchronized void show(String text) {
    shown.append(text);
    notifyAll();
  }

  /** The command's end. */
  public PersonTerminal forCommand() {
    try {
      Terminal terminal =
          new PosixSysTerminal(
              "pty",
              type,
              (Pty)
                  Proxy.newProxyInstance(
                      Pty.class.getClassLoader(),
                      new Class<?>[] {Pty.class},
                      (proxy, method, arguments) ->
                          method.getName().equals("close") ? null : method.invoke(pty, arguments)),
              StandardCharsets.UTF_8,
              false,
              Terminal.SignalHandler.SIG_DFL);
      return new PersonTerminal(terminal, new FileInputStream(pty.getSlaveFD()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types a line once this is shown, after what was waited for before. */
  public PseudoTerminal answers(String question, String line) throws Exception {
    waitFor(question);
    return types(line + "\r");
  }

  /** Types a line anew, once the last one was refused for this reason and is asked for again. */
  public PseudoTerminal refused(String reason, String question, String line) throws Exception {
    waitFor(reason);
    return answers(question, line);
  }

  /** Types this. */
  public PseudoTerminal types(String text) throws IOException {
    return types(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Types these bytes. */
  public PseudoTerminal types(byte[] bytes) throws IOException {
    keyboard.write(bytes);
    keyboard.flush();
    return this;
  }

  /** Waits until this is shown, and gives what was shown since the last time, to its end. */
  public synchronized String waitFor(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int from = seen;
    while (shown.indexOf(text, from) < 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not shown: '" + text + "' after:\n" + shown.substring(from));
      }
      wait(left);
    }
    seen = shown.indexOf(text, from) + text.length();
    return shown.substring(from, seen);
  }

  /** Everything that was shown, with the signs that move the cursor. */
  public synchronized String shown() {
    return shown.toString();
  }

  /** {@link #shown} once a command has ended, with the last that it showed. */
  public String shownToTheEnd() throws Exception {
    pty.getSlaveOutput().write(END.getBytes(StandardCharsets.UTF_8));
    pty.getSlaveOutput().flush();
    waitFor(END);
    return shown().replace(END, "");
  }

  /** Whether the terminal shows what is typed by itself, as a shell wants it. */
  public boolean echoes() throws IOException {
    return pty.getAttr().getLocalFlag(LocalFlag.ECHO);
  }

  /** How many bytes were typed that nobody has read. */
  public int unread() throws IOException {
    return new FileInputStream(pty.getSlaveFD()).available();
  }

  @Override
  public void close() throws IOException {
    pty.close();
  }
}
