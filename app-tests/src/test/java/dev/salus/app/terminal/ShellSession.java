package dev.salus.app.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shell with job control at a terminal of its own, by {@code script} (util-linux). */
final class ShellSession implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process script;
  private final StringBuilder shown = new StringBuilder();
  private int seen;

  ShellSession(Path directory, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", "bash --norc --noprofile -i", "/dev/null")
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().put("HISTFILE", "");
    builder.environment().putAll(environment);
    script = builder.start();
    Thread watching = new Thread(this::watch, "shell");
    watching.setDaemon(true);
    watching.start();
  }

  private void watch() {
    InputStream screen = script.getInputStream();
    byte[] bytes = new byte[4096];
    try {
      for (int read = screen.read(bytes); read >= 0; read = screen.read(bytes)) {
        show(new String(bytes, 0, read, StandardCharsets.UTF_8));
      }
    } catch (IOException ended) {
      // it is closed
    }
  }

  private synchronized void show(String text) {
    shown.append(text);
    notifyAll();
  }

  ShellSession types(String text) throws IOException {
    script.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    script.getOutputStream().flush();
    return this;
  }

  /** Waits until this is shown after what was waited for before; gives what was shown since. */
  synchronized String waitFor(String text) throws InterruptedException {
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

  synchronized String shown() {
    return shown.toString();
  }

  @Override
  public void close() throws IOException {
    types("exit\n").types("exit\n");
    try {
      if (!script.waitFor(180, TimeUnit.SECONDS)) {
        script.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      script.destroyForcibly();
    }
  }
}
