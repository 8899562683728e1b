package dev.salus.app.keys.status;

import dev.salus.app.keys.session.KeySession;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Doubtful;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.UntrustedKey;
import io.vertx.core.Future;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How many records of a kind there are for the person, as the server says, and what becomes of them
 * on this machine. Nothing of their content is kept: any number is counted in a page's memory.
 */
final class RecordCount {

  private static final int PAGE = 200;

  private int open;
  private int doubtful;
  private int withoutKey;
  private int others;
  private final SortedMap<String, Integer> uncompared = new TreeMap<>();

  private final String owner;

  private RecordCount(String owner) {
    this.owner = owner;
  }

  /** Counts what a list has, page by page. */
  static <T> RecordCount of(
      KeySession.Opened keys, Function<EntityFilter, Future<EntityPage<T>>> list)
      throws TimeoutException {
    RecordCount count = new RecordCount(keys.owner());
    @Nullable String cursor = null;
    do {
      EntityPage<T> page = keys.get(list.apply(EntityFilter.ALL.limitedTo(PAGE).after(cursor)));
      page.items().forEach(count::add);
      cursor = page.next();
    } while (cursor != null);
    return count;
  }

  /** The patients, which is what people ask for. */
  static RecordCount ofPatients(KeySession.Opened keys) throws TimeoutException {
    return of(keys, keys.salus().patientApi()::getPatients);
  }

  private <T> void add(PotentiallyEncrypted<T> item) {
    if (item instanceof Decrypted<T>) {
      open++;
    } else if (item instanceof Doubtful<T>) {
      open++;
      doubtful++;
    } else if (item instanceof StillEncrypted<T> closed) {
      addClosed(closed.reason());
    } else {
      others++;
    }
  }

  private void addClosed(@Nullable RuntimeException reason) {
    if (reason instanceof UntrustedKey untrusted && !untrusted.dataOwner().equals(owner)) {
      uncompared.merge(untrusted.dataOwner(), 1, Integer::sum);
    } else if (reason instanceof NoEntityKey || reason instanceof UntrustedKey) {
      // an own key that this machine does not know: most likely one that was lost
      withoutKey++;
    } else {
      others++;
    }
  }

  /** How many there are. */
  int all() {
    return open + closed();
  }

  /** Whether there are some, and all of them open. */
  boolean isAllOpen() {
    return open > 0 && closed() == 0;
  }

  /** How many open. */
  int open() {
    return open;
  }

  /** How many of those that open nobody vouches for here: their writer's key was not compared. */
  int doubtful() {
    return doubtful;
  }

  /** How many do not open. */
  int closed() {
    return withoutKey + others + uncompared.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many no key on this machine opens. */
  int withoutKey() {
    return withoutKey;
  }

  /** How many are closed since a key was not compared: by whose key it is. */
  Map<String, Integer> uncompared() {
    return uncompared;
  }

  /**
   * How many are not what their writers wrote, or were written with a key that had been retired.
   */
  int others() {
    return others;
  }
}
