package dev.salus.sdk.sealing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.DelegationGraph.Held;
import dev.salus.core.protocol.Entity;
import dev.salus.core.protocol.EntityHeader;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.WrappedKey;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.sharing.ExchangeBook;
import dev.salus.sdk.sharing.OpenedExchange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens verified entities with the exchange keys of the reader (protocol §4, §5). Entity keys are
 * remembered.
 */
public final class EntityOpener {

  private final Vertx vertx;
  private final String reader;
  private final ExchangeBook exchanges;
  private final Wraps wraps;
  private final ContentBox contents;
  private final Cache<WrapId, WrappedKey> keys = Caffeine.newBuilder().maximumSize(100_000).build();

  private record WrapId(
      String entityId, String exchangeId, long generation, String wrapped, String grant) {}

  /** A delegation of the reader with the exchanges that open it. */
  private record Openable(
      Held held, @Nullable OpenedExchange own, @Nullable OpenedExchange wrapping) {}

  /** Opens on behalf of a reader. */
  public EntityOpener(
      Vertx vertx, String reader, ExchangeBook exchanges, Wraps wraps, ContentBox contents) {
    this.vertx = vertx;
    this.reader = reader;
    this.exchanges = exchanges;
    this.wraps = wraps;
    this.contents = contents;
  }

  /**
   * The entity, opened. Fails with {@link NoEntityKey} if the reader holds nothing that opens it,
   * with {@link TamperedEntity} if what it holds does not belong together.
   */
  public Future<OpenedEntity> open(VerifiedEntity verified) {
    return openables(verified)
        .compose(held -> vertx.executeBlocking(() -> open(verified, held), false));
  }

  private OpenedEntity open(VerifiedEntity verified, List<Openable> held) {
    EntityHeader header = verified.entity().header();
    WrappedKey wrapped =
        held.stream()
            .filter(each -> each.wrapping() != null)
            .findFirst()
            .map(each -> unwrap(header, each))
            .orElseThrow(() -> closed(verified));
    EntityKey key = wrapped.key();
    if (!key.commitment().equals(header.keyCommitment())) {
      throw new TamperedEntity(header.id(), What.KEY_COMMITMENT);
    }
    if (header.version() < wrapped.version()) {
      throw new TamperedEntity(header.id(), What.ROLLBACK);
    }
    return new OpenedEntity(verified, key, content(verified.entity(), key), link(header, held));
  }

  private static RuntimeException closed(VerifiedEntity verified) {
    return verified.doubt() != null
        ? verified.doubt()
        : new NoEntityKey(verified.entity().header().id());
  }

  private Future<List<Openable>> openables(VerifiedEntity verified) {
    List<Future<Openable>> asked = new ArrayList<>();
    for (Held held : verified.graph().heldBy(reader)) {
      if (held.delegation().isVisible()) {
        asked.add(openable(verified.entity().header().id(), held));
      }
    }
    return Future.all(asked).map(all -> asked.stream().map(Future::result).toList());
  }

  private Future<Openable> openable(String entityId, Held held) {
    return find(held.exchangeId())
        .map(own -> requireBetween(entityId, held, own))
        .compose(own -> withWrapping(held, own));
  }

  private Optional<OpenedExchange> requireBetween(
      String entityId, Held held, Optional<OpenedExchange> own) {
    if (own.isPresent() && !own.get().isBetween(held.grant().by(), reader)) {
      throw new TamperedEntity(entityId, What.EXCHANGE);
    }
    return own;
  }

  private Future<Openable> withWrapping(Held held, Optional<OpenedExchange> own) {
    String other = held.delegation().wrapExchange();
    if (held.delegation().wrapped() == null) {
      return Future.succeededFuture(new Openable(held, own.orElse(null), null));
    }
    if (other == null) {
      return Future.succeededFuture(new Openable(held, own.orElse(null), own.orElse(null)));
    }
    return find(other).map(wrapping -> new Openable(held, own.orElse(null), wrapping.orElse(null)));
  }

  private Future<Optional<OpenedExchange>> find(String exchangeId) {
    return exchanges
        .opened(exchangeId)
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof NotFound
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private WrappedKey unwrap(EntityHeader header, Openable openable) {
    Held held = openable.held();
    OpenedExchange wrapping = Objects.requireNonNull(openable.wrapping());
    String wrapped = Objects.requireNonNull(held.delegation().wrapped());
    if (!wrapping.delegate().equals(reader)) {
      throw new TamperedEntity(header.id(), What.EXCHANGE);
    }
    String grant = held.grant().signature();
    WrapId id = new WrapId(header.id(), held.exchangeId(), header.keyGeneration(), wrapped, grant);
    WrappedKey remembered = keys.getIfPresent(id);
    if (remembered != null) {
      return remembered;
    }
    try {
      WrappedKey opened =
          wraps.unwrap(
              wrapped,
              wrapping.key().wrapKey(),
              header.type(),
              header.id(),
              held.exchangeId(),
              header.keyGeneration(),
              held.grant().signatureHash());
      keys.put(id, opened);
      return opened;
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.WRAP);
    }
  }

  private Plaintext content(Entity entity, EntityKey key) {
    EntityHeader header = entity.header();
    try {
      return Plaintext.of(contents.open(key, entity.content(), header.type(), header.id()));
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.CONTENT);
    }
  }

  private LinkFields link(EntityHeader header, List<Openable> held) {
    String patient = null;
    Secret secret = null;
    for (Openable each : held) {
      LinkFields fields = link(header, each);
      patient = patient == null ? fields.patient() : patient;
      secret = secret == null ? fields.secret() : secret;
    }
    return new LinkFields(patient, secret);
  }

  private LinkFields link(EntityHeader header, Openable openable) {
    String link = openable.held().delegation().link();
    if (link == null || openable.own() == null) {
      return new LinkFields(null, null);
    }
    try {
      return wraps.unwrapLink(
          link,
          openable.own().key().wrapKey(),
          header.type(),
          header.id(),
          openable.held().exchangeId(),
          openable.held().grant().signatureHash());
    } catch (CryptoFailure failure) {
      throw new TamperedEntity(header.id(), What.WRAP);
    }
  }
}
