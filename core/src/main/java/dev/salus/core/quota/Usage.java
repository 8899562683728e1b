package dev.salus.core.quota;

import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What there is of a kind and an owner, in one document: a row with the names of the things and
 * what each weighs. A thing is entered before it is stored, and taken out after it is deleted. A
 * row changes by compare-and-set at its revision, so of any number who enter something at once, on
 * any number of servers, no more succeed than there is room for; and the same thing entered again
 * counts once.
 *
 * <p>A crash can leave a thing that was entered and never stored. When there is no room, those that
 * have been there for a while are looked up, and what is not there is taken out.
 */
public final class Usage {

  /** After this a thing that was entered is stored, or never will be: a request takes less. */
  public static final Duration STORED_WITHIN = Duration.ofMinutes(5);

  /** How long a thing that was found counts before it is looked up again. */
  static final Duration LOOKED_UP_EVERY = Duration.ofHours(1);

  private final DocumentStore store;
  private final String collection;
  private final Clock clock;

  /**
   * @param collection has the rows and nothing else; needs no index
   */
  public Usage(DocumentStore store, String collection, Clock clock) {
    this.store = store;
    this.collection = collection;
    this.clock = clock;
  }

  /** Looks things up. */
  @FunctionalInterface
  public interface Existing {

    /** Those of the things with these names that are still there. */
    Future<Set<String>> among(Set<String> names);
  }

  /**
   * A thing to be entered.
   *
   * @param name in its row
   * @param weight how much of the quota it takes
   * @param lookUpAt when it is looked up at the earliest, milliseconds since the epoch
   */
  public record Thing(String name, long weight, long lookUpAt) {

    /** One that counts as one. */
    public static Thing one(String name, Clock clock) {
      return weighing(name, 1, clock);
    }

    /** One that is deleted by its owner only. */
    public static Thing weighing(String name, long weight, Clock clock) {
      return new Thing(name, weight, clock.millis() + STORED_WITHIN.toMillis());
    }
  }

  /**
   * What holds for a row.
   *
   * @param raised the limit as an administrator set it; asked for only if the usual one does not do
   */
  public record Limit(Quota quota, Supplier<Future<Long>> raised) {}

  /**
   * Enters a thing; does nothing if it is there.
   *
   * @param row whose and of what kind
   * @return fails with {@link QuotaExceeded} if there is no room for it
   */
  public Future<Void> enter(String row, Thing thing, Limit limit, Existing existing) {
    return OptimisticUpdate.retrying(
        () ->
            store
                .get(collection, row)
                .compose(found -> enterAt(new Row(row, found), thing, limit, existing)));
  }

  private Future<Void> enterAt(Row row, Thing thing, Limit limit, Existing existing) {
    if (row.things().has(thing.name())) {
      return Future.succeededFuture();
    }
    Things more = row.things().with(thing);
    return more.weight() <= limit.quota().usual()
        ? put(row, more)
        : limit.raised().get().compose(most -> enterAt(row, thing, most, limit, existing));
  }

  private Future<Void> enterAt(Row row, Thing thing, long most, Limit limit, Existing existing) {
    Things more = row.things().with(thing);
    if (more.weight() <= most) {
      return put(row, more);
    }
    Set<String> due = row.things().due(clock.millis());
    if (due.isEmpty()) {
      return Future.failedFuture(limit.quota().exceeded(most));
    }
    long next = clock.millis() + LOOKED_UP_EVERY.toMillis();
    return existing
        .among(due)
        .map(there -> row.things().lookedUp(due, there, next))
        .compose(
            left ->
                left.with(thing).weight() <= most
                    ? put(row, left.with(thing))
                    : put(row, left)
                        .compose(done -> Future.failedFuture(limit.quota().exceeded(most))));
  }

  /** Takes things out of a row; nothing if they are not there. */
  public Future<Void> leave(String row, Collection<String> names) {
    return OptimisticUpdate.retrying(
        () -> store.get(collection, row).compose(found -> leaveAt(new Row(row, found), names)));
  }

  /** Takes a thing out of a row; nothing if it is not there. */
  public Future<Void> leave(String row, String name) {
    return leave(row, List.of(name));
  }

  private Future<Void> leaveAt(Row row, Collection<String> names) {
    Things left = row.things().without(names);
    return left.equals(row.things()) ? Future.succeededFuture() : put(row, left);
  }

  private Future<Void> put(Row row, Things things) {
    Document document =
        row.found()
            .map(stored -> stored.withBody(things.toBody()))
            .orElseGet(() -> Document.create(row.id(), things.toBody()));
    return store.put(collection, document).mapEmpty();
  }

  /** A row as it was read. */
  private record Row(String id, Optional<Document> found) {

    Things things() {
      return found.map(document -> Things.of(document.body())).orElse(Things.NONE);
    }
  }
}
