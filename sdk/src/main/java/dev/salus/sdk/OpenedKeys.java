package dev.salus.sdk;

import dev.salus.api.Invalid;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.error.UnboundAccount;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.keys.KeyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The key ring of a connection.
 *
 * @param keyRing of the user's data owner
 * @param saver keeps it
 * @param firstUse what was decided, if there was none in the key store
 */
record OpenedKeys(KeyRing keyRing, KeyRingSaver saver, Optional<FirstUse.Choice> firstUse) {

  /**
   * The keys of this user; empty if it is to be without. Fails with {@link AnotherDataOwner} if the
   * server names another data owner than the one whose keys they are, with {@link UnboundAccount}
   * if it would choose between several, and makes nothing then.
   */
  static Future<Optional<OpenedKeys>> open(Vertx vertx, SalusOptions options, JsonObject user) {
    KeySource source = options.keys();
    String dataOwner = ServerAnswers.optionalText(user, "dataOwner");
    if (source instanceof KeySource.Given given) {
      return requireOwner(given.keyRing().owner(), dataOwner)
          .map(owner -> byApplication(given.keyRing()));
    }
    if (source instanceof KeySource.Kept kept) {
      return kept.store()
          .owner(options.transport().account())
          .compose(bound -> new Kept(vertx, options, kept, bound).open(dataOwner))
          .map(Optional::of);
    }
    return Future.succeededFuture(Optional.empty());
  }

  private static Optional<OpenedKeys> byApplication(KeyRing keyRing) {
    return Optional.of(new OpenedKeys(keyRing, KeyRingSaver.keptByApplication(), Optional.empty()));
  }

  /** The owner that the server named, if it is the one whose keys these are. */
  private static Future<String> requireOwner(String kept, @Nullable String answered) {
    return kept.equals(answered)
        ? Future.succeededFuture(kept)
        : Future.failedFuture(new AnotherDataOwner(kept, answered));
  }

  /**
   * Keys from a store.
   *
   * @param bound whose keys this account uses; empty if that was never said
   */
  private record Kept(
      Vertx vertx, SalusOptions options, KeySource.Kept source, Optional<String> bound) {

    private Future<OpenedKeys> open(@Nullable String answered) {
      if (bound.isPresent()) {
        return requireOwner(bound.get(), answered).compose(this::load);
      }
      return answered == null
          ? Future.failedFuture(
              new Invalid("keyStore", "this user has no data owner, so it connects without keys"))
          : store().owners().compose(owners -> requireAlone(owners, answered)).compose(this::load);
    }

    /** The owner that the server named, if there is nobody else whose keys it could have named. */
    private static Future<String> requireAlone(Set<String> owners, String answered) {
      return Set.of(answered).containsAll(owners)
          ? Future.succeededFuture(answered)
          : Future.failedFuture(new UnboundAccount(new TreeSet<>(owners), answered));
    }

    private Future<OpenedKeys> load(String dataOwner) {
      return store()
          .load(dataOwner)
          .compose(
              found -> opened(dataOwner, found).recover(failure -> released(dataOwner, failure)));
    }

    private KeyStore store() {
      return source.store();
    }

    private Future<OpenedKeys> opened(String dataOwner, Optional<KeyRing> found) {
      return found.isPresent() ? there(dataOwner, found.get()) : first(dataOwner);
    }

    private Future<OpenedKeys> there(String dataOwner, KeyRing ring) {
      return requireOwner(ring.owner(), dataOwner)
          .compose(owner -> bound(ring))
          .map(done -> new OpenedKeys(ring, saver(ring), Optional.empty()))
          .onFailure(failure -> ring.wipe());
    }

    private Future<OpenedKeys> first(String dataOwner) {
      return new FirstKeys(vertx, options, dataOwner)
          .decided(source.firstUse())
          .compose(decided -> saved(decided.ring()).map(decided))
          .map(
              decided ->
                  new OpenedKeys(
                      decided.ring(), saver(decided.ring()), Optional.of(decided.choice())));
    }

    private KeyRingSaver saver(KeyRing ring) {
      return KeyRingSaver.to(store(), ring, vertx);
    }

    /** Nothing is published of a ring before it is safe. */
    private Future<Void> saved(KeyRing ring) {
      return Future.succeededFuture(ring)
          .compose(store()::save)
          .compose(kept -> bound(ring))
          .onFailure(failure -> ring.wipe());
    }

    private Future<Void> bound(KeyRing ring) {
      return bound.isPresent()
          ? Future.succeededFuture()
          : store().bind(options.transport().account(), ring.owner());
    }

    private <T> Future<T> released(String dataOwner, Throwable failure) {
      return store().release(dataOwner).transform(done -> Future.failedFuture(failure));
    }
  }
}
