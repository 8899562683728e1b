package dev.salus.sdk.sharing;

import dev.salus.api.Conflict;
import dev.salus.api.Unavailable;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.error.RefusedPolicy;
import dev.salus.sdk.error.RefusedPolicy.Reason;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.keys.SeenPolicy;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy of automatic sharing of the key ring's owner (protocol §7). What the server keeps is
 * believed only if a trusted card of the owner signed it, it is no older than the last one seen,
 * and this key ring has seen or confirmed one before.
 */
public final class AutomaticSharingBook {

  private static final Logger LOG = LoggerFactory.getLogger(AutomaticSharingBook.class);

  private final ServerApi server;
  private final OwnerKeys keys;
  private final KeyRing keyRing;
  private final CardDirectory cards;
  private final Clock clock;

  /** The stored policy as it was verified, with its revision. */
  private record StoredPolicy(AutomaticSharing sharing, @Nullable String rev) {}

  /** The policy of the key ring's owner. */
  public AutomaticSharingBook(ServerApi server, OwnerKeys keys, Clock clock) {
    this.server = server;
    this.keys = keys;
    this.keyRing = keys.ring();
    this.cards = keys.cards();
    this.clock = clock;
  }

  /** With whom the owner shares. Fails with {@link RefusedPolicy}. */
  public Future<AutomaticSharing> current() {
    return load().map(this::requireSeen).map(StoredPolicy::sharing);
  }

  /** The version of the newest text that this ring has seen or written; 0 for none. */
  public long version() {
    return keyRing.policy().version();
  }

  /** Whether a version is the newest by now, to be asked for as something is shared by it. */
  public boolean isCurrent(long version) {
    return version == version();
  }

  /**
   * The policy as stored, for its owner to look at: signature and age hold, but this device may not
   * have seen it. Fails with {@link RefusedPolicy}.
   */
  public Future<AutomaticSharing> unconfirmed() {
    return load().map(StoredPolicy::sharing);
  }

  /**
   * Applies the stored policy from now on, after its owner has looked at it. Fails with {@link
   * Conflict} if it is another text by now, also one of the same version: a server may have two
   * that keys of the owner signed.
   *
   * @param shown as {@link #unconfirmed} told it
   */
  public Future<AutomaticSharing> confirm(AutomaticSharing shown) {
    return load()
        .map(stored -> remembered(requireShown(stored, shown)))
        .compose(stored -> keys.save().map(stored.sharing()));
  }

  private static StoredPolicy requireShown(StoredPolicy stored, AutomaticSharing shown) {
    if (!stored.sharing().equals(shown)) {
      throw new Conflict("the policy has changed; look at it again", stored.rev());
    }
    return stored;
  }

  /** Shares with these, too. Nothing is written if nothing changes. */
  public Future<AutomaticSharing> add(SharingKind kind, Collection<String> ids) {
    return change(sharing -> sharing.with(kind, ids));
  }

  /** Stops sharing with these. Nothing is written if nothing changes. */
  public Future<AutomaticSharing> remove(SharingKind kind, Collection<String> ids) {
    return change(sharing -> sharing.without(kind, ids));
  }

  private Future<AutomaticSharing> change(UnaryOperator<AutomaticSharing> edit) {
    return load().map(this::requireSeen).compose(stored -> change(stored, edit));
  }

  private Future<AutomaticSharing> change(
      StoredPolicy stored, UnaryOperator<AutomaticSharing> edit) {
    AutomaticSharing changed = edit.apply(stored.sharing());
    if (changed.delegates().equals(stored.sharing().delegates())) {
      return Future.succeededFuture(stored.sharing());
    }
    return keyRing.writes().during(() -> signAndPut(changed, stored));
  }

  /**
   * What was signed is on the disk before it is sent: its number is used up, whatever the server
   * says of it, so that there are never two texts of one version.
   */
  private Future<AutomaticSharing> signAndPut(AutomaticSharing changed, StoredPolicy stored) {
    AutoSharePolicy policy = signed(changed, keyRing.policy().next());
    keyRing.policy().sign(new SeenPolicy.Signed(policy.version(), AutomaticSharing.hash(policy)));
    return keys.save().compose(kept -> put(policy, stored));
  }

  private Future<AutomaticSharing> put(AutoSharePolicy policy, StoredPolicy stored) {
    JsonObject body = new JsonObject().put("policy", policy.toJson());
    if (stored.rev() != null) {
      body.put("rev", stored.rev());
    }
    return server
        .putPolicy(body)
        .<Void>mapEmpty()
        .recover(failure -> settled(policy, failure))
        .map(done -> remembered(new StoredPolicy(AutomaticSharing.of(policy), null)))
        .compose(written -> keys.save().map(written.sharing()));
  }

  /** Whether a write whose answer was lost has happened is found out by reading. */
  private Future<Void> settled(AutoSharePolicy policy, Throwable failure) {
    if (!(failure instanceof Unavailable)) {
      return Future.failedFuture(failure);
    }
    return load()
        .transform(
            read ->
                read.succeeded()
                        && AutomaticSharing.hash(policy).equals(read.result().sharing().hash())
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  /** Remembers version and text: another text of the same version is a fork. */
  private StoredPolicy remembered(StoredPolicy stored) {
    String hash = stored.sharing().hash();
    if (hash != null && !keyRing.policy().see(stored.sharing().version(), hash)) {
      throw new RefusedPolicy(Reason.FORKED);
    }
    return stored;
  }

  private AutoSharePolicy signed(AutomaticSharing sharing, long version) {
    long now = clock.millis();
    OwnerKey signer = keyRing.signer(now);
    AutoSharePolicy unsigned =
        new AutoSharePolicy(
            keyRing.owner(),
            version,
            now,
            sharing.of(SharingKind.ALL),
            sharing.of(SharingKind.MEDICAL_INFORMATION),
            sharing.of(SharingKind.ADMINISTRATIVE_INFORMATION),
            signer.keyId(),
            "");
    return unsigned.withSignature(cards.signatures().sign(signer, unsigned.signedBytes()));
  }

  private Future<StoredPolicy> load() {
    return load(CardDirectory.MOST_TRIES);
  }

  /**
   * An answer that was overtaken by a later text, as one that a server held back until the owner
   * had changed the policy, does not count.
   */
  private Future<StoredPolicy> load(int tries) {
    return loadOnce()
        .compose(
            stored -> {
              if (stored.sharing().version() >= version()) {
                return Future.succeededFuture(stored);
              }
              return tries > 1
                  ? load(tries - 1)
                  : Future.failedFuture(new RefusedPolicy(Reason.OUTDATED));
            });
  }

  private Future<StoredPolicy> loadOnce() {
    long seen = keyRing.policy().version();
    return server.policy().compose(answer -> verify(answer, seen));
  }

  private Future<StoredPolicy> verify(JsonObject answer, long seen) {
    Optional<AutoSharePolicy> stored = parse(answer);
    String rev = answer.getValue("rev") instanceof String text ? text : null;
    if (stored.isEmpty()) {
      return seen > 0
          ? Future.failedFuture(new RefusedPolicy(Reason.MISSING))
          : Future.succeededFuture(new StoredPolicy(AutomaticSharing.NONE, rev));
    }
    AutoSharePolicy policy = stored.get();
    return cards
        .cardsWith(keyRing.owner(), policy.signedBy())
        .map(own -> requireHolds(policy, own, seen))
        .map(held -> new StoredPolicy(AutomaticSharing.of(held), rev));
  }

  private static Optional<AutoSharePolicy> parse(JsonObject answer) {
    Object policy = answer.getValue("policy");
    if (policy == null) {
      return Optional.empty();
    }
    try {
      if (policy instanceof JsonObject object) {
        return Optional.of(AutoSharePolicy.parse(object, "policy"));
      }
    } catch (ProtocolViolation violation) {
      LOG.warn("a policy breaks the protocol: {}", violation.kind());
    }
    throw new RefusedPolicy(Reason.MALFORMED);
  }

  private AutoSharePolicy requireHolds(AutoSharePolicy policy, TrustedCards own, long seen) {
    Optional<KeyCard> signer = own.card(policy.signedBy());
    boolean holds =
        policy.owner().equals(keyRing.owner())
            && signer.isPresent()
            && signer.get().mayHaveSignedAt(policy.updatedAt())
            && cards.signatures().holds(signer.get(), policy.signedBytes(), policy.signature());
    if (!holds) {
      throw new RefusedPolicy(Reason.SIGNATURE);
    }
    if (policy.version() < seen) {
      throw new RefusedPolicy(Reason.OUTDATED);
    }
    String known = keyRing.policy().hash();
    if (policy.version() == keyRing.policy().version()
        && known != null
        && !known.equals(AutomaticSharing.hash(policy))) {
      throw new RefusedPolicy(Reason.FORKED);
    }
    return policy;
  }

  private StoredPolicy requireSeen(StoredPolicy stored) {
    if (stored.sharing().version() > 0 && keyRing.policy().version() == 0) {
      throw new RefusedPolicy(Reason.UNCONFIRMED);
    }
    return remembered(stored);
  }
}
