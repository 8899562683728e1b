package dev.salus.app.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Ends the process when it is out of memory: one whose threads have failed anywhere serves nobody
 * and may not even be stopped by a signal, while whoever runs it can start another.
 *
 * <p>It ends at an {@link OutOfMemoryError} that nobody catches, at one that a part of the server
 * reports ({@link dev.salus.api.Faults}) or a library logs, and, since there are some that
 * libraries swallow, when a small piece of memory cannot be had: a thread of its own asks for one
 * each second. It ends as well when it does nothing but collect garbage in a heap that stays full
 * ({@link GarbageWatch}), which a JVM may do for a minute before it gives up. Nothing that is
 * needed then is made then.
 */
final class MemoryGuard {

  /** The exit code of a process that is out of memory, the same as the JVM's own option gives. */
  static final int EXIT_CODE = 3;

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** In pieces, since one large piece may not fit where there is room enough. */
  private static final int PIECES = 16;

  private static final int PIECE_BYTES = 64 * 1024;

  private final List<byte[]> pieces = new ArrayList<>(PIECES);
  private final byte[] lastWords =
      "salus: out of memory, so it ends (give the JVM more with -Xmx)\n"
          .getBytes(StandardCharsets.UTF_8);
  private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);

  private MemoryGuard() {}

  /** Guards this process from now on. */
  static void install() {
    MemoryGuard guard = new MemoryGuard();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          guard.check(failure);
          if (before != null) {
            before.uncaughtException(thread, failure);
          }
        });
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
      logging.addTurboFilter(guard.new Listener());
    }
    Thread watching = new Thread(guard::watch, "salus-memory");
    watching.setDaemon(true);
    watching.start();
  }

  /** Hears what libraries log, whether it is written or not. */
  private final class Listener extends TurboFilter {

    @Override
    public FilterReply decide(
        @Nullable Marker marker,
        Logger logger,
        Level level,
        @Nullable String format,
        Object @Nullable [] parameters,
        @Nullable Throwable thrown) {
      check(thrown);
      if (parameters != null && parameters.length > 0) {
        check(parameters[parameters.length - 1] instanceof Throwable last ? last : null);
      }
      return FilterReply.NEUTRAL;
    }
  }

  private void check(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        end();
      }
    }
  }

  private void watch() {
    GarbageWatch garbage = GarbageWatch.ofThisProcess();
    while (true) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      try {
        for (int i = 0; i < PIECES; i++) {
          pieces.add(new byte[PIECE_BYTES]);
        }
        if (garbage.isHopeless(System.nanoTime())) {
          end();
        }
      } catch (OutOfMemoryError full) {
        end();
      }
      pieces.clear();
    }
  }

  private void end() {
    try {
      errors.write(lastWords);
    } catch (IOException | OutOfMemoryError e) {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
