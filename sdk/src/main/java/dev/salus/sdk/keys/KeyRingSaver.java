package dev.salus.sdk.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;

/** Keeps a key ring that is in use as it changes (protocol §9, §10). Thread-safe. */
public sealed interface KeyRingSaver permits StoredRing, KeyRingSaver.ApplicationsRing {

  /**
   * Completes once everything that is in the ring now survives a crash; fails with what the store
   * failed with. Succeeds at once for a ring that the application keeps.
   */
  Future<Void> save();

  /**
   * Completes once what the ring remembers of these entities survives a crash, which may cost less
   * than {@link #save}; fails as that does.
   */
  Future<Void> saveSeen(Collection<String> entityIds);

  /**
   * Saves what is not saved yet, and wipes the ring's keys whether or not that succeeds;
   * idempotent. Fails as {@link #save} does. A ring of the application's stays as it is.
   */
  Future<Void> close();

  /** Writes a ring that came from this store, or is to go there, to it. */
  static KeyRingSaver to(KeyStore store, KeyRing keyRing, Vertx vertx) {
    return new StoredRing(store, keyRing, vertx, StoredRing.SOON);
  }

  /** For a ring that the application keeps: does nothing. */
  static KeyRingSaver keptByApplication() {
    return new ApplicationsRing();
  }

  /** Keeps nothing: the application keeps the ring, and wipes it. */
  record ApplicationsRing() implements KeyRingSaver {

    @Override
    public Future<Void> save() {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> saveSeen(Collection<String> entityIds) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
