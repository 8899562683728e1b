package dev.salus.app.boundaries;

import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Copies every key that comes out of a key store or goes into it, before the SDK wipes it. */
final class WatchedKeyStore implements KeyStore {

  private final KeyStore store;
  private final Consumer<KeyRing> copies;
  private final Set<String> copied = ConcurrentHashMap.newKeySet();

  /** Tells of rings with keys that were not in one before. */
  WatchedKeyStore(KeyStore store, Consumer<KeyRing> copies) {
    this.store = store;
    this.copies = copies;
  }

  @Override
  public Future<Optional<KeyRing>> load(String dataOwner) {
    return store.load(dataOwner).onSuccess(found -> found.ifPresent(this::copy));
  }

  @Override
  public Future<Void> save(KeyRing keyRing) {
    copy(keyRing);
    return store.save(keyRing);
  }

  @Override
  public Future<Void> release(String dataOwner) {
    return store.release(dataOwner);
  }

  @Override
  public Future<Set<String>> owners() {
    return store.owners();
  }

  @Override
  public Future<Optional<String>> owner(Account account) {
    return store.owner(account);
  }

  @Override
  public Future<Void> bind(Account account, String dataOwner) {
    return store.bind(account, dataOwner);
  }

  private void copy(KeyRing ring) {
    boolean isNew = ring.keys().stream().filter(key -> copied.add(key.keyId())).count() > 0;
    if (isNew) {
      copies.accept(KeyRing.importJson(ring.exportJson()));
    }
  }
}
