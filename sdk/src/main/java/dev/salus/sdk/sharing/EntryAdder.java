package dev.salus.sdk.sharing;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.sharing.ExchangeEntries.Receiver;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adds an entry for a card, with an attestation, to one exchange record after the other. */
final class EntryAdder {

  private final Vertx vertx;
  private final ServerApi server;
  private final KeyRing keyRing;
  private final CardDirectory cards;
  private final ExchangeOpener opener;
  private final Clock clock;
  private final SecureRandom random;

  EntryAdder(
      Vertx vertx,
      ServerApi server,
      KeyRing keyRing,
      CardDirectory cards,
      ExchangeOpener opener,
      Clock clock,
      SecureRandom random) {
    this.vertx = vertx;
    this.server = server;
    this.keyRing = keyRing;
    this.cards = cards;
    this.opener = opener;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Walks through the records that these queries list.
   *
   * @param progress is told after each record
   */
  Future<EntriesAdded> add(
      List<JsonObject> queries, Receiver receiver, Consumer<EntriesAdded> progress) {
    Run run = new Run(receiver, progress);
    return new ExchangePages(server, queries, opener::parse)
        .forEach(run::look)
        .map(done -> run.soFar);
  }

  /** One walk. Its records come one after the other. */
  private final class Run {

    private final Receiver receiver;
    private final Consumer<EntriesAdded> progress;
    private volatile EntriesAdded soFar = EntriesAdded.NONE;
    private volatile @Nullable Known receivers;

    /** The receiver's cards, and what was known of them without this one, as of one moment. */
    private record Known(TrustedCards cards, Map<String, String> knew) {}

    private Run(Receiver receiver, Consumer<EntriesAdded> progress) {
      this.receiver = receiver;
      this.progress = progress;
    }

    private Future<Void> look(ExchangeRecord record) {
      return outcome(record).map(this::tell);
    }

    private @Nullable Void tell(EntriesAdded now) {
      soFar = now;
      progress.accept(now);
      return null;
    }

    private Future<EntriesAdded> outcome(ExchangeRecord record) {
      String keyId = receiver.card().keyId();
      if (record.sealed().containsKey(keyId)) {
        return Future.succeededFuture(soFar.onePresent());
      }
      if (!record.hasParty(receiver.card().owner())) {
        return Future.succeededFuture(soFar.oneClosed());
      }
      return requireLive()
          .compose(
              live ->
                  opener
                      .open(record)
                      .compose(
                          opened ->
                              opened.isPresent()
                                  ? add(record, opened.get(), live)
                                  : Future.succeededFuture(soFar.oneClosed())));
    }

    /** Of a record that is looked at again if something was decided meanwhile. */
    private Future<EntriesAdded> add(ExchangeRecord record, OpenedExchange opened, Known live) {
      return vertx
          .executeBlocking(() -> entry(record, opened, live), false)
          .compose(body -> body.isPresent() ? send(record, body.get()) : outcome(record));
    }

    private Future<EntriesAdded> send(ExchangeRecord record, JsonObject body) {
      return server
          .addSealed(record.id(), receiver.card().keyId(), body)
          .map(answer -> soFar.oneAdded())
          .recover(this::presentIfConflict);
    }

    /** A decision that was taken since the last record holds for this one. */
    private Future<Known> requireLive() {
      Known known = receivers;
      return known != null && cards.isCurrent(known.cards())
          ? Future.succeededFuture(known)
          : cards
              .withoutAsking(receiver.card().owner())
              .map(this::requireLive)
              .compose(this::withKnew);
    }

    /**
     * Nothing is attested that was distrusted since, and nothing more than what was known first.
     */
    private Future<Known> withKnew(TrustedCards live) {
      Future<Set<String>> still =
          live.epoch() == receiver.epoch()
              ? Future.succeededFuture(receiver.knew().keySet())
              : cards.knownWithout(live.owner(), receiver.card().keyId()).map(Map::keySet);
      return still.compose(keyIds -> cards.isCurrent(live) ? keep(live, keyIds) : requireLive());
    }

    private Future<Known> keep(TrustedCards live, Set<String> stillKnown) {
      Map<String, String> knew = new HashMap<>(receiver.knew());
      knew.keySet().retainAll(stillKnown);
      Known now = new Known(live, Map.copyOf(knew));
      receivers = now;
      return Future.succeededFuture(now);
    }

    private TrustedCards requireLive(TrustedCards now) {
      String keyId = receiver.card().keyId();
      KeyCard card = now.card(keyId).orElseThrow(() -> now.untrusted(keyId));
      if (card.retired() != null) {
        throw new Invalid("keyId", "that card is retired");
      }
      return now;
    }

    /** Somebody else was faster. */
    private Future<EntriesAdded> presentIfConflict(Throwable failure) {
      return failure instanceof Conflict
          ? Future.succeededFuture(soFar.onePresent())
          : Future.failedFuture(failure);
    }

    /** Empty if what it is sealed by is not what is trusted now. */
    private Optional<JsonObject> entry(ExchangeRecord record, OpenedExchange opened, Known live) {
      if (!cards.isCurrent(live.cards()) || !opened.isCurrent()) {
        opened.key().wipe();
        return Optional.empty();
      }
      KeyCard card = receiver.card();
      long at = clock.millis();
      OwnerKey signer = keyRing.signer(at);
      byte[] message =
          Attestation.signedBytes(record.id(), record.commitment(), card.keyId(), at, live.knew());
      Attestation attestation =
          new Attestation(signer.keyId(), at, live.knew(), signer.sign(message));
      try {
        String sealed = opened.key().sealTo(card, record.delegator(), record.delegate(), random);
        return Optional.of(
            new JsonObject().put("sealed", sealed).put("attestation", attestation.toJson()));
      } finally {
        opened.key().wipe();
      }
    }
  }
}
