package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Sees to it that an administrator who may log in is left, also if the last two delete or lock each
 * other at once, through two instances or two processes, with single-document compare and set only.
 *
 * <ol>
 *   <li>Whoever is to be one no longer is marked first, in its own document.
 *   <li>Then it is looked whether an administrator without a mark is left. Of two who mark each
 *       other, the later one at least sees the other's mark; so never both go on.
 *   <li>If one is left, the document is deleted, or changed, at the revision of its mark. If not,
 *       the mark is taken off.
 * </ol>
 *
 * <p>What a crash leaves is a mark, which changes nothing for its user. After {@link #LEAVING} it
 * is taken off by whoever meets it; then what it stood for fails at its revision.
 */
final class Administrators {

  /** How long it may take that somebody ceases to be one. */
  static final Duration LEAVING = Duration.ofSeconds(30);

  private static final Future<Boolean> STAYS = Future.succeededFuture(true);

  /** How many are looked at at once for one who stays. */
  private static final int LOOKED_AT = 100;

  private static final Query ALL =
      Query.of(IdentityCollections.BY_ROLE, LOOKED_AT, UserAccount.ACTIVE, Caller.ADMIN);

  private final DocumentStore store;
  private final Clock clock;

  Administrators(DocumentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** One of them; empty if there is none. */
  Future<Optional<UserAccount>> any() {
    return store
        .query(IdentityCollections.USERS, ALL)
        .map(page -> page.items().stream().map(UserAccount::of).findFirst());
  }

  /**
   * Deletes an administrator at this revision.
   *
   * @return fails with {@link Conflict} if no other would be left
   */
  Future<Void> delete(UserAccount admin, String rev) {
    return leave(admin.withRev(rev), this::delete);
  }

  /**
   * Stores a change by which an administrator is one no longer, or may not log in, at the revision
   * it has.
   *
   * @param change of the user as it is marked
   * @return fails with {@link Conflict} if no other would be left
   */
  Future<UserAccount> change(UserAccount admin, UnaryOperator<UserAccount> change) {
    return leave(admin, marked -> put(change.apply(marked.leaving(null))));
  }

  private <T> Future<T> leave(UserAccount admin, Function<UserAccount, Future<T>> step) {
    return requireOther(admin)
        .compose(there -> put(admin.leaving(clock.millis())))
        .compose(
            marked ->
                requireOther(marked)
                    .compose(there -> step.apply(marked))
                    .recover(
                        failure ->
                            put(marked.leaving(null))
                                .transform(done -> Future.failedFuture(failure))));
  }

  private Future<Void> requireOther(UserAccount admin) {
    return anyStays(admin, ALL)
        .compose(
            stays ->
                stays
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new Conflict(
                            "no other administrator who may log in would be left: make one first,"
                                + " or try again if another is just ceasing to be one",
                            null)));
  }

  /** Page by page: of many, those who are locked come with the others. */
  private Future<Boolean> anyStays(UserAccount admin, Query query) {
    return store
        .query(IdentityCollections.USERS, query)
        .compose(
            page ->
                ManyDocuments.each(
                        store,
                        IdentityCollections.USERS,
                        othersOf(admin, page),
                        found -> found.map(UserAccount::of))
                    .compose(this::anyStays)
                    .compose(stays -> stays ? STAYS : nextPage(admin, query, page)));
  }

  private Future<Boolean> nextPage(UserAccount admin, Query query, Page page) {
    return page.next() == null
        ? Future.succeededFuture(false)
        : anyStays(admin, query.after(page.next()));
  }

  private static List<String> othersOf(UserAccount admin, Page page) {
    return page.items().stream().map(Document::id).filter(id -> !id.equals(admin.id())).toList();
  }

  private Future<Boolean> anyStays(List<Optional<UserAccount>> found) {
    List<UserAccount> others =
        found.stream()
            .flatMap(Optional::stream)
            .filter(user -> user.isActive() && user.administers())
            .toList();
    return others.stream().anyMatch(other -> other.leavingAt() == null)
        ? Future.succeededFuture(true)
        : anyStaysAfterAll(others.stream().filter(this::isForgotten).toList());
  }

  private boolean isForgotten(UserAccount user) {
    Long since = user.leavingAt();
    return since != null && since + LEAVING.toMillis() <= clock.millis();
  }

  /** Takes marks off that somebody left. */
  private Future<Boolean> anyStaysAfterAll(List<UserAccount> forgotten) {
    if (forgotten.isEmpty()) {
      return Future.succeededFuture(false);
    }
    return put(forgotten.get(0).leaving(null))
        .map(true)
        .recover(
            failure ->
                failure instanceof RevisionConflict
                    ? anyStaysAfterAll(forgotten.subList(1, forgotten.size()))
                    : Future.failedFuture(failure));
  }

  private Future<UserAccount> put(UserAccount user) {
    return store.put(IdentityCollections.USERS, user.toDocument()).map(UserAccount::of);
  }

  private Future<Void> delete(UserAccount marked) {
    return store.delete(
        IdentityCollections.USERS, marked.id(), Objects.requireNonNull(marked.rev()));
  }
}
