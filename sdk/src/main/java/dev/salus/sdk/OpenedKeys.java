package dev.salus.sdk;

import dev.salus.api.Invalid;
import dev.salus.sdk.connection.ServerAnswers;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyRingSaver;
import dev.salus.sdk.keys.KeyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The key ring of a connection.
 *
 * @param keyRing of the user's data owner
 * @param saver keeps it
 * @param firstUse what was decided, if there was none in the key store
 */
record OpenedKeys(KeyRing keyRing, KeyRingSaver saver, Optional<FirstUse.Choice> firstUse) {

  /**
   * The keys of this user; empty if it is to be without. Fails with {@link Invalid} if they are not
   * those of the user's data owner.
   */
  static Future<Optional<OpenedKeys>> open(Vertx vertx, SalusOptions options, JsonObject user) {
    KeySource source = options.keys();
    if (source instanceof KeySource.Given given) {
      return given(given.keyRing(), user).map(Optional::of);
    }
    if (source instanceof KeySource.Kept kept) {
      return kept(vertx, options, kept, user).map(Optional::of);
    }
    return Future.succeededFuture(Optional.empty());
  }

  private static Future<OpenedKeys> given(KeyRing keyRing, JsonObject user) {
    return keyRing.owner().equals(ServerAnswers.optionalText(user, "dataOwner"))
        ? Future.succeededFuture(
            new OpenedKeys(keyRing, KeyRingSaver.keptByApplication(), Optional.empty()))
        : Future.failedFuture(foreign());
  }

  private static Future<OpenedKeys> kept(
      Vertx vertx, SalusOptions options, KeySource.Kept kept, JsonObject user) {
    String dataOwner = ServerAnswers.optionalText(user, "dataOwner");
    if (dataOwner == null) {
      return Future.failedFuture(
          new Invalid("keyStore", "this user has no data owner, so it connects without keys"));
    }
    KeyStore store = kept.store();
    return store
        .load(dataOwner)
        .compose(
            found ->
                opened(vertx, options, kept, dataOwner, found)
                    .recover(failure -> released(store, dataOwner, failure)));
  }

  private static Future<OpenedKeys> opened(
      Vertx vertx,
      SalusOptions options,
      KeySource.Kept kept,
      String dataOwner,
      Optional<KeyRing> found) {
    KeyStore store = kept.store();
    if (found.isPresent()) {
      return requireOwner(found.get(), dataOwner)
          .map(ring -> new OpenedKeys(ring, saver(vertx, store, ring), Optional.empty()));
    }
    return new FirstKeys(vertx, options, dataOwner)
        .decided(kept.firstUse())
        .compose(decided -> saved(store, decided.ring()).map(decided))
        .map(
            decided ->
                new OpenedKeys(
                    decided.ring(),
                    saver(vertx, store, decided.ring()),
                    Optional.of(decided.choice())));
  }

  private static KeyRingSaver saver(Vertx vertx, KeyStore store, KeyRing keyRing) {
    return KeyRingSaver.to(store, keyRing, vertx);
  }

  /** Nothing is published of a ring before it is safe. */
  private static Future<KeyRing> saved(KeyStore store, KeyRing ring) {
    return Future.succeededFuture(ring)
        .compose(store::save)
        .map(ring)
        .onFailure(failure -> ring.wipe());
  }

  private static <T> Future<T> released(KeyStore store, String dataOwner, Throwable failure) {
    return store.release(dataOwner).transform(released -> Future.failedFuture(failure));
  }

  private static Future<KeyRing> requireOwner(KeyRing keyRing, String dataOwner) {
    if (keyRing.owner().equals(dataOwner)) {
      return Future.succeededFuture(keyRing);
    }
    keyRing.wipe();
    return Future.failedFuture(foreign());
  }

  private static Invalid foreign() {
    return new Invalid("keyRing", "the key ring is not that of the user's data owner");
  }
}
