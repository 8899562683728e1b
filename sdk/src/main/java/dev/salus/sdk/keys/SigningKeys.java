package dev.salus.sdk.keys;

import dev.salus.sdk.crypto.OwnerKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a ring: which of them signs, and up to what date each has signed, which its
 * retirement must not be dated before (protocol §2). Guarded by the ring's lock.
 */
final class SigningKeys {

  private final List<OwnerKey> keys = new ArrayList<>();
  private final Set<String> waiting = new HashSet<>();
  private final Map<String, Long> signedUpTo = new HashMap<>();
  private @Nullable String rotating;

  List<OwnerKey> all() {
    return List.copyOf(keys);
  }

  Optional<OwnerKey> find(String keyId) {
    return keys.stream().filter(key -> key.keyId().equals(keyId)).findFirst();
  }

  /** Whether it was not there yet. */
  boolean add(OwnerKey key) {
    return find(key.keyId()).isEmpty() && keys.add(key);
  }

  /** The same for a key that signs nothing until it is {@link #activate activated}. */
  boolean addWaiting(OwnerKey key) {
    boolean added = add(key) && waiting.add(key.keyId());
    if (added) {
      rotating = key.keyId();
    }
    return added;
  }

  /** The key that is to take the place of the others; null once it has. Whether that is new. */
  boolean rotating(@Nullable String keyId) {
    boolean isChange = !Objects.equals(rotating, keyId);
    rotating = keyId;
    return isChange;
  }

  Optional<String> rotating() {
    return Optional.ofNullable(rotating);
  }

  void activate(String keyId) {
    waiting.remove(keyId);
  }

  Optional<OwnerKey> waiting() {
    return keys.stream().filter(key -> waiting.contains(key.keyId())).findFirst();
  }

  /**
   * The newest that signs and is not retired, by creation; of several as new, the last that was
   * added. If all are retired, the newest of them, whose signatures the server refuses.
   */
  OwnerKey current(Predicate<String> retired) {
    Predicate<OwnerKey> signs = key -> !waiting.contains(key.keyId());
    return newest(signs.and(key -> !retired.test(key.keyId())))
        .or(() -> newest(signs))
        .orElseGet(() -> keys.get(0));
  }

  private Optional<OwnerKey> newest(Predicate<OwnerKey> which) {
    return keys.stream()
        .filter(which)
        .reduce((one, next) -> next.createdAt() >= one.createdAt() ? next : one);
  }

  /** Whether that is later than all that this key had signed. */
  boolean signs(String keyId, long date) {
    boolean later = date > signedUpTo(keyId);
    if (later) {
      signedUpTo.put(keyId, date);
    }
    return later;
  }

  /** The latest date that a key has signed; 0 for none. */
  long signedUpTo(String keyId) {
    return signedUpTo.getOrDefault(keyId, 0L);
  }

  void wipe() {
    keys.forEach(OwnerKey::wipe);
  }

  /** KeyIds; never a seed. */
  @Override
  public String toString() {
    return keys.toString();
  }
}
