package dev.salus.app.audit;

import dev.salus.api.Unavailable;
import dev.salus.gateway.observation.AuditTrail;
import dev.salus.gateway.observation.AuditedCall;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit log, by a thread of its own: what came while it wrote goes into the next write
 * together. A call is recorded when its line was handed to the system, so it is not lost with the
 * process; lines are flushed to the disk once a second, so a machine that loses power loses a
 * second of them at most.
 *
 * <p>While the file cannot be written, such as on a full disk, no call begins; the lines of those
 * that were under way are kept and written as soon as it can be.
 */
public final class AuditLog implements AuditTrail, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  /** Records that may wait; more calls are refused until there are fewer. */
  static final int MOST_WAITING = 10_000;

  private static final int MOST_AT_ONCE = 1_000;
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long RETRY_AFTER_MS = 1_000;

  /** A call that is to be recorded, and who waits for that; without one it is the sign to end. */
  private record Entry(@Nullable AuditedCall call, Instant at, Promise<Void> written) {}

  private final Vertx vertx;
  private final Clock clock;
  private final LineSink file;
  private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "salus-audit");
  private volatile boolean failing;

  private AuditLog(Vertx vertx, Clock clock, LineSink file) {
    this.vertx = vertx;
    this.clock = clock;
    this.file = file;
    thread.setDaemon(true);
  }

  /** Goes on with the log in this file from now on. */
  public static AuditLog start(Vertx vertx, Clock clock, AuditFile file) {
    return startOn(vertx, clock, file);
  }

  static AuditLog startOn(Vertx vertx, Clock clock, LineSink file) {
    AuditLog log = new AuditLog(vertx, clock, file);
    log.thread.start();
    LOG.info("the audit log goes on after line {}, whose hash is {}", file.lines(), file.last());
    return log;
  }

  @Override
  public void check() {
    if (failing || queue.size() >= MOST_WAITING) {
      throw new Unavailable("the audit log cannot be written now", RETRY_AFTER_MS);
    }
  }

  @Override
  public Future<Void> record(AuditedCall call) {
    Promise<Void> written = Promise.promise();
    queue.add(new Entry(call, clock.instant(), written));
    return Future.fromCompletionStage(
        written.future().toCompletionStage(), vertx.getOrCreateContext());
  }

  /** Writes what waits, flushes it, and lets go of the file. */
  @Override
  public void close() {
    queue.add(new Entry(null, clock.instant(), Promise.promise()));
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(FLUSH_NANOS) * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.info("the audit log ends with line {}, whose hash is {}", file.lines(), file.last());
  }

  private void run() {
    List<Entry> taken = new ArrayList<>();
    long flushed = System.nanoTime();
    boolean more = true;
    while (more) {
      more = take(taken, patience());
      boolean isDue = System.nanoTime() - flushed >= FLUSH_NANOS || !more;
      try {
        write(taken);
        if (isDue && !file.isFlushed()) {
          file.flush();
          flushed = System.nanoTime();
        }
        recovered();
      } catch (IOException e) {
        fails(e);
        taken.forEach(entry -> entry.written().tryFail(unavailable()));
      }
    }
    close(taken);
  }

  private long patience() {
    if (failing) {
      return RETRY_NANOS;
    }
    return file.isFlushed() ? Long.MAX_VALUE : FLUSH_NANOS;
  }

  /** Takes what waits, for some time if nothing does; what was not written before is first. */
  private boolean take(List<Entry> taken, long patienceNanos) {
    try {
      Entry first = queue.poll(patienceNanos, TimeUnit.NANOSECONDS);
      if (first != null) {
        taken.add(first);
        queue.drainTo(taken, MOST_AT_ONCE);
      }
    } catch (InterruptedException e) {
      // Nobody ends this thread so: what waits here was promised a record.
    }
    return !taken.removeIf(entry -> entry.call() == null);
  }

  private void write(List<Entry> taken) throws IOException {
    if (taken.isEmpty()) {
      return;
    }
    file.append(taken.stream().map(AuditLog::members).toList());
    taken.forEach(entry -> entry.written().tryComplete());
    taken.clear();
  }

  private void close(List<Entry> unwritten) {
    if (!unwritten.isEmpty()) {
      LOG.error("{} lines of the audit log could not be written", unwritten.size());
    }
    try {
      file.close();
    } catch (IOException e) {
      LOG.error("the audit log could not be closed ({})", e.getClass().getSimpleName());
    }
  }

  private void fails(IOException why) {
    if (!failing) {
      failing = true;
      LOG.error(
          "the audit log cannot be written ({}): calls are refused until it can be",
          why instanceof FileReplacedException ? why.getMessage() : why.getClass().getSimpleName());
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.info("the audit log can be written again");
    }
  }

  private static Unavailable unavailable() {
    return new Unavailable("the audit log cannot be written now", RETRY_AFTER_MS);
  }

  private static JsonObject members(Entry entry) {
    AuditedCall call = entry.call();
    if (call == null) {
      throw new IllegalStateException("the sign to end is no call");
    }
    JsonObject members =
        new JsonObject()
            .put("at", entry.at().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("request", call.request())
            .put("from", call.from());
    if (call.user() != null) {
      members.put("user", call.user());
    }
    if (call.dataOwner() != null) {
      members.put("dataOwner", call.dataOwner());
    }
    members.put("operation", call.operation().name().toLowerCase(Locale.ROOT));
    call.inPath().forEach(members::put);
    if (!call.ids().isEmpty()) {
      members.put("ids", new JsonArray(call.ids()));
    }
    if (call.change() != null) {
      members.put("change", call.change());
    }
    return members.put("outcome", call.outcome() == null ? "ok" : call.outcome().code());
  }
}
