package dev.salus.sdk.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.sdk.connection.SmallWork;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.WrappedKey;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Opens verified entities with the exchange keys of the reader (protocol §4, §5). Entity keys are
 * remembered.
 */
final class EntityOpener {

  /** Unwrapping one again takes microseconds; each takes about half a kilobyte. */
  private static final int REMEMBERED_KEYS = 10_000;

  private final Vertx vertx;
  private final String reader;
  private final HeldDelegations delegations;
  private final LinkOpener links;
  private final Wraps wraps;
  private final ContentBox contents;
  private final Cache<WrapId, WrappedKey> keys =
      Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS).build();

  private record WrapId(
      String entityId, String exchangeId, long generation, String wrapped, String grant) {}

  /**
   * An opened entity.
   *
   * @param entity about the first of these patients
   * @param patients whom its delegations say that it is about, the most credible first
   */
  record OpenedWithPatients(OpenedEntity entity, List<String> patients) {}

  /** Opens on behalf of a reader. */
  EntityOpener(
      Vertx vertx, String reader, ExchangeBook exchanges, Wraps wraps, ContentBox contents) {
    this.vertx = vertx;
    this.reader = reader;
    this.delegations = new HeldDelegations(reader, exchanges);
    this.links = new LinkOpener(wraps);
    this.wraps = wraps;
    this.contents = contents;
  }

  /**
   * The entity, opened. Fails with {@link NoEntityKey} if the reader holds nothing that opens it,
   * with {@link UntrustedKey} if that is because of whose key an exchange is signed with, with why
   * it does not count if all that it holds was left out, with {@link TamperedEntity} if what it
   * holds does not belong together; and with the doubt of an entity that is doubtful, since then
   * nobody vouches for what does not open.
   *
   * <p>Whoever may read the entity can give the reader one more delegation, with junk in it. So all
   * are tried in their order, and the first that opens decides. Whoever lost the keys to its own
   * delegation opens the entity through one that it gave, after access was given back.
   */
  Future<OpenedWithPatients> open(VerifiedEntity verified) {
    return delegations
        .of(verified)
        .compose(held -> withGiven(verified, held))
        .compose(held -> SmallWork.on(vertx, verified.entity(), () -> open(verified, held)))
        .recover(failure -> Future.failedFuture(explained(verified, failure)));
  }

  private static Throwable explained(VerifiedEntity verified, Throwable failure) {
    boolean closed = failure instanceof TamperedEntity || failure instanceof NoEntityKey;
    return closed && verified.doubt() != null ? verified.doubt() : failure;
  }

  /** What its delegations tell of the patient; nothing if they hold junk. */
  Future<LinkFields> links(VerifiedEntity verified) {
    return delegations
        .of(verified)
        .compose(held -> withGiven(verified, held))
        .compose(held -> vertx.executeBlocking(() -> fields(verified, held), false));
  }

  private LinkFields fields(VerifiedEntity verified, List<HeldDelegation> held) {
    try {
      return links.open(verified.entity().header(), held).fields();
    } catch (TamperedEntity junk) {
      return new LinkFields(null, null);
    }
  }

  private Future<List<HeldDelegation>> withGiven(
      VerifiedEntity verified, List<HeldDelegation> held) {
    boolean open = !held.isEmpty() && held.stream().allMatch(HeldDelegation::isOpen);
    return open
        ? Future.succeededFuture(held)
        : delegations
            .given(verified)
            .map(given -> Stream.concat(held.stream(), given.stream()).toList());
  }

  /** Forgets and overwrites all entity keys; what is under way with them fails. */
  void wipe() {
    List<WrappedKey> all = List.copyOf(keys.asMap().values());
    keys.invalidateAll();
    all.forEach(wrapped -> wrapped.key().wipe());
  }

  private OpenedWithPatients open(VerifiedEntity verified, List<HeldDelegation> held) {
    EntityHeader header = verified.entity().header();
    WrappedKey wrapped = firstKey(verified, held);
    Plaintext content = content(verified.entity(), wrapped.key());
    LinkOpener.Links said = links.open(header, held);
    return new OpenedWithPatients(
        new OpenedEntity(verified, wrapped.key(), content, said.fields()), said.patients());
  }

  private WrappedKey firstKey(VerifiedEntity verified, List<HeldDelegation> held) {
    RuntimeException failure = null;
    for (HeldDelegation each : held) {
      String wrapped = each.held().delegation().wrapped();
      if (wrapped != null && each.wrapping() != null) {
        try {
          return unwrap(verified.entity().header(), each, wrapped, each.wrapping());
        } catch (TamperedEntity junk) {
          failure = failure == null ? junk : failure;
        }
      }
    }
    throw failure == null ? closed(verified, held) : failure;
  }

  /** What is held and stays closed says more than what was left out. */
  private RuntimeException closed(VerifiedEntity verified, List<HeldDelegation> held) {
    Optional<UntrustedKey> untrusted =
        held.stream().flatMap(each -> Stream.ofNullable(each.untrusted())).findFirst();
    if (untrusted.isPresent()) {
      return untrusted.get();
    }
    ClientException reason = verified.whyNothingIsHeld(reader);
    return reason == null ? new NoEntityKey(verified.entity().header().id()) : reason;
  }

  private WrappedKey unwrap(
      EntityHeader header, HeldDelegation delegation, String wrapped, OpenedExchange wrapping) {
    delegation.requireParties(header.id());
    Held held = delegation.held();
    String grant = held.grant().signature();
    WrapId id = new WrapId(header.id(), held.exchangeId(), header.keyGeneration(), wrapped, grant);
    WrappedKey key = keys.getIfPresent(id);
    if (key == null) {
      key = unwrap(header, delegation, wrapped, wrapping.key().wrapKey());
      keys.put(id, key);
    }
    try {
      key.key().requireCommitment(header.keyCommitment());
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.KEY_COMMITMENT, delegation.wrappedBy());
    }
    if (header.version() < key.version()) {
      throw new TamperedEntity(header.id(), What.ROLLBACK, delegation.wrappedBy());
    }
    return key;
  }

  private WrappedKey unwrap(
      EntityHeader header, HeldDelegation delegation, String wrapped, Secret wrapKey) {
    Held held = delegation.held();
    try {
      return wraps.unwrap(
          wrapped,
          wrapKey,
          DelegationPlace.of(header, held.exchangeId(), held.grant()),
          header.keyGeneration());
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.WRAP, delegation.wrappedBy());
    }
  }

  private Plaintext content(Entity entity, EntityKey key) {
    EntityHeader header = entity.header();
    try {
      return Plaintext.of(contents.open(key, entity.content(), header.type(), header.id()));
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.CONTENT, header.modifiedBy());
    }
  }
}
