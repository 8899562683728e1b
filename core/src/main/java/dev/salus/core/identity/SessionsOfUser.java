package dev.salus.core.identity;

import dev.salus.api.event.AccountChanged;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Ends sessions of a user, of all that there are. */
final class SessionsOfUser {

  /** The most sessions of a user. One more ends the one that was not refreshed for longest. */
  static final int MOST = 200;

  private static final int AT_ONCE = 100;

  private final DocumentStore store;
  private final Consumer<AccountChanged> events;

  /**
   * @param events is told of each session that ends before its time
   */
  SessionsOfUser(DocumentStore store, Consumer<AccountChanged> events) {
    this.store = store;
    this.events = events;
  }

  /**
   * Ends those that are too many, which is asked when one more is stored: of several that are
   * stored at once each counts all of them. If there are many more, {@link #MOST} end at a time.
   * Never fails: who has logged in is not told that an older session could not be ended.
   *
   * @param newest does not end
   */
  Future<Void> endTooMany(SessionFamily newest) {
    return store
        .query(
            IdentityCollections.SESSIONS,
            Query.of(IdentityCollections.BY_USER, 2 * MOST, newest.user()))
        .compose(page -> endTooMany(page, newest))
        .otherwiseEmpty();
  }

  private Future<Void> endTooMany(Page page, SessionFamily newest) {
    List<Future<Void>> ends =
        page.items().stream()
            .map(SessionFamily::of)
            .filter(session -> !session.id().equals(newest.id()))
            .sorted(Comparator.comparingLong(SessionFamily::usedAt).reversed())
            .skip(MOST - 1L)
            .map(this::end)
            .toList();
    return Future.join(ends).mapEmpty();
  }

  /** One that is refreshed at this moment goes on. */
  private Future<Void> end(SessionFamily session) {
    return drop(session.toDocument())
        .onSuccess(ended -> events.accept(new AccountChanged(session.user(), session.id())));
  }

  /**
   * Removes the sessions of a user that its credentials, or its deletion, have made void. Never
   * fails: they are void without it.
   */
  Future<Void> dropVoid(String user, long credentials) {
    return dropVoid(Query.of(IdentityCollections.BY_USER, AT_ONCE, user), credentials)
        .otherwiseEmpty();
  }

  private Future<Void> dropVoid(Query query, long credentials) {
    return store
        .query(IdentityCollections.SESSIONS, query)
        .compose(page -> dropVoid(page, credentials).map(page))
        .compose(
            page ->
                page.next() == null
                    ? Future.succeededFuture()
                    : dropVoid(query.after(page.next()), credentials));
  }

  private Future<Void> dropVoid(Page page, long credentials) {
    List<Future<Void>> drops =
        page.items().stream()
            .filter(document -> SessionFamily.of(document).credentials() < credentials)
            .map(this::drop)
            .toList();
    return Future.join(drops).mapEmpty();
  }

  private Future<Void> drop(Document document) {
    return store.delete(IdentityCollections.SESSIONS, document.id(), document.storedRev());
  }
}
