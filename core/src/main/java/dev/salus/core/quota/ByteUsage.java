package dev.salus.core.quota;

import dev.salus.api.QuotaExceeded;
import dev.salus.api.Unavailable;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How many bytes there are of each owner's, where the things are too many to be entered by name
 * ({@link Usage}). A number for each owner is in the store. An object of this class raises it by
 * more than is needed, and then lets writes pass until that is used up without asking the store; so
 * of any number of such objects, on any number of servers, no more succeed than there is room for.
 *
 * <p>What goes wrong counts too much and never too little: what a process had taken ahead when it
 * crashed, and what was perhaps stored, count as stored. When there is no room, all is counted one
 * by one, at most once a day, and the number put right; if somebody wrote meanwhile, an hour later.
 * Meanwhile other objects may have taken ahead what is then not counted: two steps each, once. What
 * is under way while all is counted is counted twice at most, since the count waits before and
 * after; only a write or a deletion that takes the store longer than that is left out then.
 *
 * <p>For one context only.
 */
public final class ByteUsage {

  /** How many bytes are taken ahead at a time, and at most twice as many kept. */
  public static final long STEP = 1L << 20;

  /** How often what there is of an owner is counted one by one at most. */
  static final Duration COUNTED_EVERY = Duration.ofDays(1);

  /**
   * How often that is begun at most: whoever writes meanwhile makes it vain, and could have all
   * that there is read again and again.
   */
  static final Duration TRIED_EVERY = Duration.ofHours(1);

  /** So long it holds that there was no room, if nothing goes meanwhile. */
  static final Duration REFUSED_FOR = Duration.ofSeconds(1);

  private static final int ROWS_AT_ONCE = 1_000;
  private static final int CLOSED_WITHIN_SECONDS = 2;

  private final ByteRows rows;
  private final Clock clock;
  private final Function<String, Usage.Limit> limits;
  private final Function<String, Future<Long>> stored;
  private final long step;
  private final Map<String, ByteAccount> accounts = new HashMap<>();

  /**
   * @param collection has the rows and nothing else; needs no index
   * @param limits of each owner
   * @param stored counts one by one what there is of an owner's; begins when what was taken before
   *     is stored or given back, and ends when what had gone by then is given
   * @param step usually {@link #STEP}
   */
  public ByteUsage(
      DocumentStore store,
      String collection,
      Clock clock,
      Function<String, Usage.Limit> limits,
      Function<String, Future<Long>> stored,
      long step) {
    this.rows = new ByteRows(store, collection);
    this.clock = clock;
    this.limits = limits;
    this.stored = stored;
    this.step = step;
  }

  /**
   * Makes room for what is about to be stored; whoever does not store it gives it back.
   *
   * @param bytes how many more there will be; nothing is done if they are not more
   * @param beyond how far this may go past the limit, for what must not fail
   * @return fails with {@link QuotaExceeded} if there is no room, with {@link Unavailable} if too
   *     many are changing the row
   */
  public Future<Void> take(String owner, long bytes, long beyond) {
    return bytes <= 0 ? Future.succeededFuture() : account(owner).take(bytes, beyond);
  }

  /**
   * Bytes are not there any more, or were taken and not stored after all.
   *
   * @param bytes how many; nothing is done if they are none
   */
  public void give(String owner, long bytes) {
    if (bytes > 0) {
      account(owner).give(bytes);
    }
  }

  private ByteAccount account(String owner) {
    return accounts.computeIfAbsent(
        owner,
        id -> new ByteAccount(id, rows, clock, limits.apply(id), () -> stored.apply(id), step));
  }

  /** Gives back what was taken ahead of those for whom nothing happened since the last time. */
  public Future<Void> giveBackIdle() {
    Map<String, Long> idle = new LinkedHashMap<>();
    Iterator<Map.Entry<String, ByteAccount>> each = accounts.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, ByteAccount> account = each.next();
      if (account.getValue().isIdle()) {
        idle.put(account.getKey(), account.getValue().withdraw());
        each.remove();
      }
    }
    return giveBack(idle.entrySet().iterator());
  }

  /** Gives back what was taken ahead, as far as the store takes it within two seconds. */
  public Future<Void> close() {
    Map<String, Long> all = new LinkedHashMap<>();
    accounts.forEach((owner, account) -> all.put(owner, account.withdraw()));
    accounts.clear();
    return giveBack(all.entrySet().iterator())
        .timeout(CLOSED_WITHIN_SECONDS, TimeUnit.SECONDS)
        .otherwiseEmpty();
  }

  private Future<Void> giveBack(Iterator<Map.Entry<String, Long>> left) {
    Map<String, Long> some = new LinkedHashMap<>();
    while (left.hasNext() && some.size() < ROWS_AT_ONCE) {
      Map.Entry<String, Long> next = left.next();
      if (next.getValue() > 0) {
        some.put(next.getKey(), next.getValue());
      }
    }
    return some.isEmpty()
        ? Future.succeededFuture()
        : rows.minus(some).compose(done -> giveBack(left));
  }
}
