package dev.salus.sdk.keys;

import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All that a data owner must keep secret and must not forget (protocol §9): its private keys, the
 * cards of others that it trusts, and the newest of what it has seen.
 *
 * <p>A {@link KeyStore} keeps it between two runs, or the application does, by exporting and
 * importing it. Whoever has the export is the data owner. Safe for use by many threads; printing it
 * shows no secret.
 */
public final class KeyRing implements AutoCloseable {

  /** How many entities are remembered; beyond that the least recently used go first. */
  public static final int MOST_SEEN = 50_000;

  private final String owner;
  private final SigningKeys keys = new SigningKeys();
  private final SignedWrites writes = new SignedWrites();
  private final Map<String, List<Pin>> pins = new LinkedHashMap<>();
  private final Map<String, SeenEntity> seen = new LinkedHashMap<>(16, 0.75f, true);
  private final List<Consumer<KeyRingChange>> listeners = new CopyOnWriteArrayList<>();
  private long policyVersion;

  KeyRing(String owner) {
    this.owner = owner;
  }

  /**
   * A ring with one new key, created now. Takes about 0.3 ms.
   *
   * @param dataOwner the data owner's id
   */
  public static KeyRing generate(String dataOwner, Clock clock, SecureRandom random) {
    KeyRing ring = new KeyRing(dataOwner);
    ring.add(OwnerKey.generate(dataOwner, clock, random));
    return ring;
  }

  /**
   * The ring that was exported.
   *
   * @throws ProtocolViolation if the JSON is not a key ring's; the message has no value of it
   */
  public static KeyRing importJson(JsonObject json) {
    return KeyRingJson.read(json);
  }

  /** The ring as JSON, with all secrets in clear. */
  public synchronized JsonObject exportJson() {
    return KeyRingJson.write(this);
  }

  /** The data owner's id. */
  public String owner() {
    return owner;
  }

  /** The keys, in the order in which they were added. */
  public synchronized List<OwnerKey> keys() {
    return keys.all();
  }

  /**
   * The newest key that signs and is not known to be {@link #isRetired retired}, by creation; of
   * several as new, the last that was added. If all are retired, the newest: the server refuses
   * what it signs.
   */
  public synchronized OwnerKey current() {
    return keys.current(this::isRetired);
  }

  /** Whether an own card is pinned as retired (protocol §10), of a key in the ring or not. */
  public synchronized boolean isRetired(String keyId) {
    return pins.getOrDefault(owner, List.of()).stream()
        .anyMatch(pin -> pin.keyId().equals(keyId) && pin.how().equals(Pin.RETIRED));
  }

  /**
   * The {@link #current} key, to sign something of this date: it is not retired with an earlier one
   * then (protocol §2).
   *
   * @param date milliseconds since the epoch
   */
  public OwnerKey signer(long date) {
    OwnerKey signer;
    boolean later;
    synchronized (this) {
      signer = current();
      later = keys.signs(signer.keyId(), date);
    }
    tell(later, KeyRingChange.SEEN);
    return signer;
  }

  /** What the keys sign and the server has not answered yet. */
  public SignedWrites writes() {
    return writes;
  }

  /** The latest date that a key has signed, milliseconds since the epoch; 0 for none. */
  public synchronized long signedUpTo(String keyId) {
    return keys.signedUpTo(keyId);
  }

  /** The key with this keyId. */
  public synchronized Optional<OwnerKey> key(String keyId) {
    return keys.find(keyId);
  }

  /**
   * Adds a key; one that is there already changes nothing.
   *
   * @throws IllegalArgumentException if it is another data owner's
   */
  public void add(OwnerKey key) {
    requireOwn(key);
    tell(addMissing(key), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean addMissing(OwnerKey key) {
    return keys.add(key);
  }

  /** Adds a key that has signed already, as of an import. */
  synchronized void add(OwnerKey key, long signedUpTo) {
    keys.add(key);
    keys.signs(key.keyId(), signedUpTo);
  }

  /**
   * Adds a key that opens but signs nothing until it is {@link #activate activated}, because
   * nothing vouches for it yet. A ring that is exported and imported does not know of that: its
   * keys are vouched for when it is connected with.
   *
   * @throws IllegalArgumentException if it is another data owner's
   */
  public void addWaiting(OwnerKey key) {
    requireOwn(key);
    tell(addMissingWaiting(key), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean addMissingWaiting(OwnerKey key) {
    return keys.addWaiting(key);
  }

  /** The key that waits to be activated, if there is one. */
  public synchronized Optional<OwnerKey> waiting() {
    return keys.waiting();
  }

  /** A key that waited signs from now on, if it is the {@link #current}. */
  public synchronized void activate(String keyId) {
    keys.activate(keyId);
  }

  private void requireOwn(OwnerKey key) {
    if (!key.owner().equals(owner)) {
      throw new IllegalArgumentException("a key of another owner");
    }
  }

  /** The trusted cards of a data owner, oldest pin first; empty for one that is not known. */
  public synchronized List<Pin> pins(String dataOwner) {
    return List.copyOf(pins.getOrDefault(dataOwner, List.of()));
  }

  /**
   * Trusts a card from now on; one that is pinned already keeps its first pin.
   *
   * @param how why, for people to read: never empty
   * @param at milliseconds since the epoch
   */
  public void pin(String dataOwner, String keyId, String how, long at) {
    tell(pinMissing(dataOwner, new Pin(keyId, how, at)), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean pinMissing(String dataOwner, Pin pin) {
    if (pin.how().isEmpty()) {
      throw new IllegalArgumentException("a pin has a reason");
    }
    List<Pin> known = pins.computeIfAbsent(dataOwner, any -> new ArrayList<>());
    return known.stream().noneMatch(each -> each.keyId().equals(pin.keyId())) && known.add(pin);
  }

  /**
   * Trusts a card for another reason than before, in its place among the others; or as {@link #pin}
   * if it was not trusted.
   */
  public void repin(String dataOwner, String keyId, String how, long at) {
    replacePin(dataOwner, new Pin(keyId, how, at));
    tell(true, KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized void replacePin(String dataOwner, Pin now) {
    pinMissing(dataOwner, now);
    pins.getOrDefault(dataOwner, List.of())
        .replaceAll(pin -> pin.keyId().equals(now.keyId()) ? now : pin);
  }

  /** Trusts a card no more. */
  public void unpin(String dataOwner, String keyId) {
    tell(removePin(dataOwner, keyId), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean removePin(String dataOwner, String keyId) {
    List<Pin> known = pins.getOrDefault(dataOwner, new ArrayList<>());
    boolean removed = known.removeIf(pin -> pin.keyId().equals(keyId));
    if (known.isEmpty()) {
      pins.remove(dataOwner);
    }
    return removed;
  }

  /** The highest version of the owner's automatic sharing policy that was seen; 0 for none. */
  public synchronized long policyVersion() {
    return policyVersion;
  }

  /** Remembers a version of the policy; one lower than the highest changes nothing. */
  public void raisePolicyVersion(long version) {
    tell(raised(version), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean raised(long version) {
    boolean higher = version > policyVersion;
    policyVersion = Math.max(policyVersion, version);
    return higher;
  }

  /** What is remembered of an entity. */
  public synchronized Optional<SeenEntity> seen(String entityId) {
    return Optional.ofNullable(seen.get(entityId));
  }

  /**
   * Remembers what was seen of an entity, unless something newer is remembered already (a lower
   * version or key generation changes nothing).
   */
  public void recordSeen(String entityId, SeenEntity now) {
    tell(recorded(entityId, now), KeyRingChange.SEEN);
  }

  private synchronized boolean recorded(String entityId, SeenEntity now) {
    SeenEntity before = seen.get(entityId);
    boolean newer =
        before == null
            || (now.version() >= before.version() && now.keyGeneration() >= before.keyGeneration());
    if (newer) {
      seen.put(entityId, now);
    }
    if (seen.size() > MOST_SEEN) {
      seen.remove(seen.keySet().iterator().next());
    }
    return newer && !now.equals(before);
  }

  /** Forgets an entity, which the server says is deleted. */
  public void forget(String entityId) {
    tell(forgotten(entityId), KeyRingChange.SEEN);
  }

  private synchronized boolean forgotten(String entityId) {
    return seen.remove(entityId) != null;
  }

  /**
   * Calls the listener after each change, on the thread that made it and without any lock of the
   * ring.
   *
   * @return what ends that
   */
  Runnable onChange(Consumer<KeyRingChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell(boolean changed, KeyRingChange change) {
    if (changed) {
      listeners.forEach(listener -> listener.accept(change));
    }
  }

  /** Overwrites every seed: the ring signs and opens nothing new, and cannot be exported. */
  public synchronized void wipe() {
    keys.wipe();
  }

  /** {@link #wipe}, for a ring that is held for a while only. */
  @Override
  public void close() {
    wipe();
  }

  /**
   * Takes over the keys, the policy version and what was seen of another ring of the same owner;
   * not whom it trusts. What is newer here stays.
   *
   * @throws IllegalArgumentException if it is another data owner's
   */
  public void addKeysAndSeen(KeyRing other) {
    for (OwnerKey key : other.keys()) {
      requireOwn(key);
      add(key);
      raiseSignedUpTo(key.keyId(), other.signedUpTo(key.keyId()));
    }
    raisePolicyVersion(other.policyVersion());
    other.allSeen().forEach(this::recordSeen);
  }

  private synchronized void raiseSignedUpTo(String keyId, long date) {
    keys.signs(keyId, date);
  }

  /** All pins by data owner. */
  public synchronized Map<String, List<Pin>> allPins() {
    Map<String, List<Pin>> copy = new LinkedHashMap<>();
    pins.forEach((dataOwner, known) -> copy.put(dataOwner, List.copyOf(known)));
    return Collections.unmodifiableMap(copy);
  }

  /** All that was seen by entity, least recently used first, for the export. */
  synchronized Map<String, SeenEntity> allSeen() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }

  /** Owner and keyIds; never a seed. */
  @Override
  public synchronized String toString() {
    return "KeyRing[owner=" + owner + ", keys=" + keys + "]";
  }
}
