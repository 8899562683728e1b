package dev.salus.sdk.keys;

import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.KeysRetired;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
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
  private final DecidedPins pins = new DecidedPins();
  private final FitExchanges fit = new FitExchanges();
  private final SeenEntities seen = new SeenEntities();
  private final SeenPolicy policy = new SeenPolicy(this::tellOfKeysOrTrust);
  private final KnownSets sets = new KnownSets(this::tellOfKeysOrTrust);
  private final SigningLeases leases = new SigningLeases(this::tellOfKeysOrTrust);
  private final GivenNames names = new GivenNames(this::tellOfKeysOrTrust);
  private final List<Consumer<KeyRingChange>> listeners = new CopyOnWriteArrayList<>();

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
   * several as new, the last that was added. If all are retired, the newest, which signs nothing:
   * see {@link #live}.
   */
  public synchronized OwnerKey current() {
    return keys.current(this::isRetired);
  }

  /**
   * The {@link #current} key, to sign something.
   *
   * @throws KeysRetired if it is known to be retired, as are all of the ring then
   */
  public synchronized OwnerKey live() {
    OwnerKey current = current();
    if (isRetired(current.keyId())) {
      throw new KeysRetired(owner);
    }
    return current;
  }

  /** Whether an own card is pinned as retired (protocol §10), of a key in the ring or not. */
  public synchronized boolean isRetired(String keyId) {
    return pins.isRetired(owner, keyId);
  }

  /**
   * The {@link #live} key, to sign something of this date: it is not retired with an earlier one
   * then (protocol §2).
   *
   * @param date milliseconds since the epoch
   * @throws KeysRetired if no key of the ring signs any more
   */
  public OwnerKey signer(long date) {
    OwnerKey signer;
    boolean later;
    synchronized (this) {
      signer = live();
      later = keys.signs(signer.keyId(), date);
    }
    tell(later, KeyRingChange.SEEN);
    return signer;
  }

  /** What the keys sign and the server has not answered yet. */
  public SignedWrites writes() {
    return writes;
  }

  /** Up to when the keys may have signed. */
  public SigningLeases leases() {
    return leases;
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
    boolean added = keys.add(key);
    if (added) {
      pins.changed(owner);
    }
    return added;
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
    boolean added = keys.addWaiting(key);
    if (added) {
      pins.changed(owner);
    }
    return added;
  }

  /** The key that waits to be activated, if there is one. */
  public synchronized Optional<OwnerKey> waiting() {
    return keys.waiting();
  }

  /** A key that waited signs from now on, if it is the {@link #current}. */
  public synchronized void activate(String keyId) {
    keys.activate(keyId);
  }

  /** The keyId of the key that is to take the place of others, until {@link #rotated}. */
  public synchronized Optional<String> rotating() {
    return keys.rotating();
  }

  /** Says that a rotation is over. */
  public void rotated() {
    tell(isRotated(), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean isRotated() {
    return keys.rotating(null);
  }

  /** That of an import. */
  synchronized void rotating(String keyId) {
    keys.rotating(keyId);
  }

  private void requireOwn(OwnerKey key) {
    if (!key.owner().equals(owner)) {
      throw new IllegalArgumentException("a key of another owner");
    }
  }

  /** What was decided about a data owner's cards; empty for one that is not known. */
  public synchronized List<Pin> pins(String dataOwner) {
    return pins.of(dataOwner);
  }

  /** {@link #decide} of a pin without a date up to which the card verifies. */
  public void pin(String dataOwner, String keyId, String how, long at) {
    decide(dataOwner, new Pin(keyId, how, at));
  }

  /**
   * Adds a decision about a card to those that are there; nothing is ever taken out (protocol §10).
   * What was wrapped under, or looked up, before counts no more for what comes after: {@link
   * #trustEpoch} is another one then.
   *
   * @throws IllegalArgumentException if the pin has no reason
   */
  public void decide(String dataOwner, Pin pin) {
    tell(decided(dataOwner, pin), KeyRingChange.KEYS_OR_TRUST);
  }

  private synchronized boolean decided(String dataOwner, Pin pin) {
    boolean changed = pins.add(dataOwner, pin);
    if (changed && dataOwner.equals(owner)) {
      fit.forgetAll();
    } else if (changed) {
      fit.forget(dataOwner);
    }
    return changed;
  }

  /**
   * A number that is another one after each change of what is decided about a data owner's cards,
   * or of the ring's own keys. What was looked up at one epoch is not used at another.
   */
  public synchronized long trustEpoch(String dataOwner) {
    return pins.epoch(dataOwner);
  }

  /** The same for all data owners' cards. */
  public synchronized long trustEpoch() {
    return pins.epoch();
  }

  /**
   * The exchanges to a delegate that may wrap something new (protocol §3), the newest first.
   *
   * @param delegate the data owner's id
   */
  public synchronized List<FitExchange> fitExchanges(String delegate) {
    return fit.of(delegate);
  }

  /**
   * Remembers an exchange that was just made as one that may wrap something new, unless what it was
   * sealed by has changed since.
   *
   * @param ownEpoch the {@link #trustEpoch} of this ring's owner by which it was sealed
   * @param delegateEpoch that of the delegate
   * @return whether it is remembered
   */
  public boolean rememberFit(
      String delegate, FitExchange exchange, long ownEpoch, long delegateEpoch) {
    boolean remembered = remembered(delegate, exchange, ownEpoch, delegateEpoch);
    tell(remembered, KeyRingChange.SEEN);
    return remembered;
  }

  private synchronized boolean remembered(
      String delegate, FitExchange exchange, long ownEpoch, long delegateEpoch) {
    boolean current = pins.epoch(owner) == ownEpoch && pins.epoch(delegate) == delegateEpoch;
    if (current) {
      fit.add(delegate, exchange);
    }
    return current;
  }

  /** Those that are fit by delegate, for the export. */
  synchronized Map<String, List<FitExchange>> allFit() {
    return fit.all();
  }

  /** Adds one of an import. */
  synchronized void addFit(String delegate, FitExchange exchange) {
    fit.add(delegate, exchange);
  }

  /** The notary sets that the owner serves, and the newest of its own. */
  public KnownSets notarySets() {
    return sets;
  }

  /** What was seen and signed of the owner's policy of automatic sharing. */
  public SeenPolicy policy() {
    return policy;
  }

  /** What the owner calls people and devices. */
  public GivenNames names() {
    return names;
  }

  /** What is remembered of an entity. */
  public synchronized Optional<SeenEntity> seen(String entityId) {
    return seen.of(entityId);
  }

  /**
   * Remembers what was seen of an entity, unless something newer is remembered already (a lower
   * version or key generation changes nothing).
   */
  public void recordSeen(String entityId, SeenEntity now) {
    tell(recorded(entityId, now), KeyRingChange.SEEN);
  }

  private synchronized boolean recorded(String entityId, SeenEntity now) {
    return seen.record(entityId, now);
  }

  /** Forgets an entity, which the server says is deleted. */
  public void forget(String entityId) {
    tell(forgotten(entityId), KeyRingChange.SEEN);
  }

  private synchronized boolean forgotten(String entityId) {
    return seen.forget(entityId);
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

  private void tellOfKeysOrTrust() {
    tell(true, KeyRingChange.KEYS_OR_TRUST);
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
   * Takes over all that another ring of the same owner knows: keys, decisions, served notary sets,
   * the policy version and what was seen. What either had refused stays refused, whichever is taken
   * over into which (protocol §9.2); what is newer here stays.
   *
   * @throws IllegalArgumentException if it is another data owner's
   */
  public void takeOver(KeyRing other) {
    for (OwnerKey key : other.keys()) {
      requireOwn(key);
      add(key);
      raiseSignedUpTo(key.keyId(), other.signedUpTo(key.keyId()));
    }
    other.allPins().forEach((of, decided) -> decided.forEach(pin -> decide(of, pin)));
    sets.takeOver(other.sets);
    policy.takeOver(other.policy);
    names.takeOver(other.names);
    leases.takeOver(other.leases.all());
    other.allSeen().forEach(this::recordSeen);
  }

  private synchronized void raiseSignedUpTo(String keyId, long date) {
    keys.signs(keyId, date);
  }

  /** All pins by data owner. */
  public synchronized Map<String, List<Pin>> allPins() {
    return pins.all();
  }

  /** All that was seen by entity, least recently used first, for the export. */
  synchronized Map<String, SeenEntity> allSeen() {
    return seen.all();
  }

  /** Owner and keyIds; never a seed. */
  @Override
  public synchronized String toString() {
    return "KeyRing[owner=" + owner + ", keys=" + keys + "]";
  }
}
