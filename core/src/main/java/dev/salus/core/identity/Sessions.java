package dev.salus.core.identity;

import dev.salus.api.Unauthenticated;
import dev.salus.api.event.AccountChanged;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Ids;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps sessions and spends their refresh tokens. */
final class Sessions {

  /** How long a spent refresh token is answered once more as it was. */
  static final Duration REFRESH_GRACE = Duration.ofSeconds(20);

  /**
   * A session and the token that refreshes it next.
   *
   * @param family the session, not yet stored
   * @param token its token, a secret
   */
  record Issued(SessionFamily family, RefreshToken token) {}

  private final DocumentStore store;
  private final ExpiredDocuments expired;
  private final SessionsOfUser ofUser;
  private final Consumer<AccountChanged> events;
  private final Clock clock;
  private final SecureRandom random;
  private final Duration life;

  /**
   * @param life how long a refresh token can be used
   * @param events is told of each session that ends before its time
   */
  Sessions(
      DocumentStore store,
      Consumer<AccountChanged> events,
      Clock clock,
      SecureRandom random,
      Duration life) {
    this.store = store;
    this.expired = new ExpiredDocuments(store, clock);
    this.ofUser = new SessionsOfUser(store, events);
    this.events = events;
    this.clock = clock;
    this.random = random;
    this.life = life;
  }

  /**
   * A new session of a user, not stored yet.
   *
   * @param longest after which it ends however often it is refreshed
   */
  Issued open(UserAccount user, Optional<Duration> longest) {
    String id = Ids.random(random);
    RefreshToken token = RefreshToken.first(id, random);
    Long endsAt = longest.map(time -> clock.millis() + time.toMillis()).orElse(null);
    return new Issued(
        new SessionFamily(
            id,
            null,
            user.id(),
            user.credentials(),
            token.familyHash(),
            token.ownHash(),
            clock.millis(),
            endsAt == null ? expiresAt() : Math.min(endsAt, expiresAt()),
            endsAt,
            null),
        token);
  }

  private long expiresAt() {
    return clock.millis() + life.toMillis();
  }

  /**
   * Stores a session at the revision it has. For a new one, those of its user end that are too many
   * ({@link SessionsOfUser#MOST}).
   */
  Future<Void> put(SessionFamily family) {
    return family.rev() == null
        ? expired
            .drop(IdentityCollections.SESSIONS)
            .compose(dropped -> store(family))
            .compose(stored -> ofUser.endTooMany(family))
        : store(family);
  }

  private Future<Void> store(SessionFamily family) {
    return store.put(IdentityCollections.SESSIONS, family.toDocument()).mapEmpty();
  }

  /** The session with this id, empty if it ended. */
  Future<Optional<SessionFamily>> find(String id) {
    return store
        .get(IdentityCollections.SESSIONS, id)
        .map(found -> found.map(SessionFamily::of).filter(s -> s.expiresAt() > clock.millis()));
  }

  /**
   * The session that a token refreshes with its next token, not stored yet. The token that was
   * spent last gives the same next one once more, for {@link #REFRESH_GRACE} and to the same
   * client: its answer may have been lost, or it was spent twice at once. Any other spent token
   * ends the session. That only one of several at once is answered so, is decided by storing the
   * session.
   *
   * @param network where the token is shown
   * @return fails with {@link Unauthenticated} if the token refreshes nothing
   */
  Future<Issued> next(RefreshToken token, String network) {
    return find(token.session())
        .map(
            found ->
                found
                    .filter(f -> RefreshToken.same(f.familyHash(), token.familyHash()))
                    .orElseThrow(Sessions::ended))
        .compose(family -> next(family, token, network));
  }

  private Future<Issued> next(SessionFamily family, RefreshToken token, String network) {
    if (RefreshToken.same(family.tokenHash(), token.ownHash())) {
      return Future.succeededFuture(spend(family, token, network));
    }
    SpentToken spent = family.spent();
    if (spent != null && spent.isGraceOf(token, network, clock.millis())) {
      return Future.succeededFuture(
          new Issued(family.withSpent(spent.withoutGrace()), token.next(spent.salt())));
    }
    return end(family.user(), family.id()).compose(done -> Future.failedFuture(ended()));
  }

  private Issued spend(SessionFamily family, RefreshToken token, String network) {
    byte[] salt = new byte[KeyedHash.BYTES];
    random.nextBytes(salt);
    SpentToken spent =
        new SpentToken(
            token.ownHash(),
            Base64Url.encode(salt),
            token.clientHash(network),
            clock.millis() + REFRESH_GRACE.toMillis());
    RefreshToken next = token.next(spent.salt());
    return new Issued(family.refreshed(next, clock.millis(), expiresAt(), spent), next);
  }

  /** Ends a session if it is this user's. */
  Future<Void> end(String user, String session) {
    return OptimisticUpdate.delete(
            store,
            IdentityCollections.SESSIONS,
            session,
            document -> SessionFamily.of(document).user().equals(user))
        .onSuccess(deleted -> events.accept(new AccountChanged(user, session)));
  }

  /** Lets a session live on after its user has set another password. */
  Future<Void> keep(String session, UserAccount user) {
    return OptimisticUpdate.retrying(
        () ->
            find(session)
                .compose(
                    found ->
                        found.filter(family -> family.user().equals(user.id())).isPresent()
                            ? store
                                .put(
                                    IdentityCollections.SESSIONS,
                                    found.get().withCredentials(user.credentials()).toDocument())
                                .mapEmpty()
                            : Future.succeededFuture()));
  }

  /**
   * Removes the sessions of a user that its credentials, or its deletion, have made void. Never
   * fails: they are void without it.
   */
  Future<Void> dropVoid(String user, long credentials) {
    return ofUser.dropVoid(user, credentials);
  }

  static Unauthenticated ended() {
    return new Unauthenticated("the session has ended; log in again");
  }
}
