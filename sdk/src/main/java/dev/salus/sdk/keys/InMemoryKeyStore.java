package dev.salus.sdk.keys;

import dev.salus.protocol.StrictJson;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Key rings that are gone when the process ends: for tests and tries. Thread-safe. */
public final class InMemoryKeyStore implements KeyStore {

  private final Map<String, Secret> rings = new ConcurrentHashMap<>();
  private final Map<Account, String> owners = new ConcurrentHashMap<>();

  /** An empty store. */
  public InMemoryKeyStore() {}

  @Override
  public Future<Optional<KeyRing>> load(String dataOwner) {
    return Future.succeededFuture(Optional.ofNullable(rings.get(dataOwner)).map(this::read));
  }

  @Override
  public Future<Set<String>> owners() {
    return Future.succeededFuture(Set.copyOf(rings.keySet()));
  }

  @Override
  public Future<Optional<String>> owner(Account account) {
    return Future.succeededFuture(Optional.ofNullable(owners.get(account)));
  }

  @Override
  public Future<Void> bind(Account account, String dataOwner) {
    owners.put(account, dataOwner);
    return Future.succeededFuture();
  }

  private KeyRing read(Secret kept) {
    return kept.use(json -> KeyRing.importJson(StrictJson.parse(json)));
  }

  @Override
  public Future<Void> save(KeyRing keyRing) {
    byte[] json = keyRing.exportJson().toBuffer().getBytes();
    rings.put(keyRing.owner(), Secret.taking(json));
    return Future.succeededFuture();
  }
}
