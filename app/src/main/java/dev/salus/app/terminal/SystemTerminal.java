package dev.salus.app.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.nativ.JLineNativeLoader;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.PosixSysTerminal;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.OSUtils;

/** The terminal of this process. */
public final class SystemTerminal {

  private static final String DUMB = "dumb";

  /** Of JLine, which has nothing to say to a person. */
  private static final Logger LOG = Logger.getLogger("org.jline");

  private SystemTerminal() {}

  /** Whether somebody sits at the standard input. */
  public static boolean isThere() {
    return isLibraryThere()
        ? new JniTerminalProvider().isSystemStream(SystemStream.Input)
        : new ExecTerminalProvider().isSystemStream(SystemStream.Input);
  }

  /** How wide the standard output is, in columns; empty if it is no terminal. */
  public static Optional<Integer> columnsOfOutput() {
    JniTerminalProvider provider = new JniTerminalProvider();
    if (!isLibraryThere() || !provider.isSystemStream(SystemStream.Output)) {
      return Optional.empty();
    }
    int columns = provider.systemStreamWidth(SystemStream.Output);
    return columns > 0 ? Optional.of(columns) : Optional.empty();
  }

  /** It is unpacked to be loaded, which a file system that is read-only does not let it. */
  private static boolean isLibraryThere() {
    LOG.setLevel(Level.OFF);
    try {
      return JLineNativeLoader.initialize();
    } catch (RuntimeException | LinkageError none) {
      return false;
    }
  }

  /** Whether the terminal moves no cursor and has no colours, as the environment says. */
  public static boolean isDumb(Map<String, String> environment) {
    return environment.getOrDefault("TERM", OSUtils.IS_WINDOWS ? "windows" : DUMB).equals(DUMB);
  }

  /**
   * Takes the terminal, with echo off.
   *
   * @throws IOException if it cannot be kept from showing what is typed
   */
  public static PersonTerminal open() throws IOException {
    AtExit atExit = AtExit.announced();
    try {
      return open(atExit);
    } catch (IOException | RuntimeException none) {
      atExit.forget();
      throw none;
    }
  }

  private static PersonTerminal open(AtExit atExit) throws IOException {
    if (OSUtils.IS_WINDOWS) {
      Terminal windows = windows();
      return new PersonTerminal(windows, windows.input(), atExit);
    }
    PersonTerminal opened =
        new PersonTerminal(posix(), new FileInputStream(FileDescriptor.in), atExit);
    opened.stopAndContinue();
    return opened;
  }

  private static Terminal windows() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .dumb(false)
        .encoding(StandardCharsets.UTF_8)
        .build();
  }

  private static Terminal posix() throws IOException {
    return new PosixSysTerminal(
        "terminal",
        System.getenv().getOrDefault("TERM", DUMB),
        pty(),
        StandardCharsets.UTF_8,
        false,
        Terminal.SignalHandler.SIG_DFL);
  }

  /** Without the library by the programs stty and tty, if the standard output is the terminal. */
  private static Pty pty() throws IOException {
    return isLibraryThere()
        ? new ControllingPty(new JniTerminalProvider())
        : new ExecTerminalProvider().current(SystemStream.Output);
  }
}
