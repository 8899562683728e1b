package dev.salus.core.quota;

import dev.salus.api.Faults;
import dev.salus.api.QuotaExceeded;
import dev.salus.core.storeaccess.OptimisticUpdate;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one {@link ByteUsage} has taken ahead of one owner's bytes. For one context only. */
final class ByteAccount {

  private static final Logger LOG = LoggerFactory.getLogger(ByteAccount.class);

  private final String owner;
  private final ByteRows rows;
  private final Clock clock;
  private final Usage.Limit limit;
  private final Supplier<Future<Long>> stored;
  private final long step;

  /** Counted in the row, and not used yet. */
  private long ahead;

  /** At most one change of the row at a time; the others wait, and mostly need none then. */
  private @Nullable Future<Void> change;

  private @Nullable Refusal refusal;
  private boolean isCounting;
  private boolean isTouched;

  /** That there was no room for so many, which holds until a time. */
  private record Refusal(QuotaExceeded reason, long need, long until) {}

  /**
   * @param stored counts one by one what there is of the owner's
   * @param step how many are taken ahead at a time
   */
  ByteAccount(
      String owner,
      ByteRows rows,
      Clock clock,
      Usage.Limit limit,
      Supplier<Future<Long>> stored,
      long step) {
    this.owner = owner;
    this.rows = rows;
    this.clock = clock;
    this.limit = limit;
    this.stored = stored;
    this.step = step;
  }

  /**
   * Takes bytes that are about to be stored.
   *
   * @param beyond how far this may go past the limit
   */
  Future<Void> take(long bytes, long beyond) {
    isTouched = true;
    if (bytes <= ahead) {
      ahead -= bytes;
      return Future.succeededFuture();
    }
    Future<Void> underWay = change;
    if (underWay != null) {
      return underWay.transform(
          over -> isBroken(over) ? Future.failedFuture(over.cause()) : take(bytes, beyond));
    }
    Refusal known = refusal;
    if (known != null && beyond == 0 && bytes - ahead >= known.need && isNow(known)) {
      return Future.failedFuture(known.reason);
    }
    return changing(() -> rows.of(owner).compose(row -> enlarge(row, bytes, beyond)))
        .compose(enlarged -> take(bytes, beyond));
  }

  /** Whether what somebody else waited for tells of the store, and not of how much it wanted. */
  private static boolean isBroken(AsyncResult<Void> over) {
    return over.failed() && !(over.cause() instanceof QuotaExceeded);
  }

  private boolean isNow(Refusal known) {
    return clock.millis() < known.until;
  }

  private Future<Void> enlarge(ByteRow row, long bytes, long beyond) {
    long need = bytes - ahead;
    if (need <= 0) {
      return Future.succeededFuture();
    }
    return row.bytes() + need + step <= limit.quota().usual()
        ? lend(row, need + step)
        : limit.raised().get().compose(most -> enlarge(row, need, beyond, most));
  }

  private Future<Void> enlarge(ByteRow row, long need, long beyond, long most) {
    long room = most - row.bytes();
    if (need > room + beyond) {
      return Future.failedFuture(refuse(row, need, most));
    }
    return lend(row, need + Math.max(0, Math.min(step, room - need)));
  }

  private Future<Void> lend(ByteRow row, long bytes) {
    return rows.put(row.plus(bytes))
        .map(
            stored -> {
              ahead += bytes;
              return null;
            });
  }

  private QuotaExceeded refuse(ByteRow row, long need, long most) {
    QuotaExceeded reason = limit.quota().exceeded(most);
    long now = clock.millis();
    refusal = new Refusal(reason, need, now + ByteUsage.REFUSED_FOR.toMillis());
    if (!isCounting && row.isToBeCounted(now)) {
      count(row.tried(now));
    }
    return reason;
  }

  /** Bytes that were taken, or that were stored, are not. */
  void give(long bytes) {
    isTouched = true;
    refusal = null;
    ahead += bytes;
    if (ahead > 2 * step && change == null) {
      giveBack(ahead - step);
    }
  }

  /** If this fails they count as stored: nobody knows whether they were given back. */
  private void giveBack(long bytes) {
    ahead -= bytes;
    changing(
        () ->
            rows.of(owner)
                .compose(row -> rows.put(row.plus(-bytes)))
                .recover(failure -> leave(failure, "given back")));
  }

  /** What was taken ahead, if nothing happens here; nobody has it then. */
  long withdraw() {
    long all = change == null ? ahead : 0;
    ahead -= all;
    return all;
  }

  /** Whether nothing has happened since this was asked the last time. */
  boolean isIdle() {
    boolean idle = !isTouched && change == null && !isCounting;
    isTouched = false;
    return idle;
  }

  /**
   * Counts one by one, and puts the row right. What is written meanwhile may count twice; if the
   * row was changed meanwhile, this was in vain. That it was tried is in the store before, so that
   * it holds for all servers.
   */
  private void count(ByteRow tried) {
    isCounting = true;
    long before = ahead;
    rows.put(tried)
        .compose(put -> rows.of(owner))
        .compose(row -> stored.get().compose(total -> putCounted(row, total, before)))
        .recover(failure -> leave(failure, "counted"))
        .onComplete(done -> isCounting = false);
  }

  private Future<Void> putCounted(ByteRow row, long total, long aheadBefore) {
    return rows.put(row.counted(total + Math.max(aheadBefore, ahead), clock.millis()));
  }

  private Future<Void> leave(Throwable failure, String what) {
    LOG.debug("bytes of {} are not {}: {}", owner, what, Faults.describe(failure));
    return Future.succeededFuture();
  }

  private Future<Void> changing(Supplier<Future<Void>> attempt) {
    Promise<Void> over = Promise.promise();
    change = over.future();
    OptimisticUpdate.retrying(attempt)
        .onComplete(
            result -> {
              change = null;
              over.handle(result);
            });
    return over.future();
  }
}
