package dev.salus.sdk.sharing;

import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.OwnerKeys;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Opens exchange records that are there to one more card (protocol §3, §9.3), each with an
 * attestation. No entity is touched: what it costs depends on the number of records only.
 */
public final class ExchangeEntries {

  private final Vertx vertx;
  private final ServerApi server;
  private final OwnerKeys keys;
  private final KeyRing keyRing;
  private final CardDirectory cards;
  private final ExchangeBook exchanges;
  private final ExchangeOpener opener;
  private final EntryAdder adder;

  /**
   * For records that the keys' owner is a party to.
   *
   * @param exchanges forgets what it had opened whenever more may be believed
   */
  public ExchangeEntries(
      Vertx vertx,
      ServerApi server,
      OwnerKeys keys,
      ExchangeBook exchanges,
      Clock clock,
      SecureRandom random) {
    this.vertx = vertx;
    this.server = server;
    this.keys = keys;
    this.keyRing = keys.ring();
    this.cards = keys.cards();
    this.exchanges = exchanges;
    this.opener = new ExchangeOpener(vertx, keyRing, cards);
    this.adder = new EntryAdder(vertx, server, keyRing, cards, opener, clock, random);
  }

  /**
   * A card that records are to be opened to.
   *
   * @param card of a party of the records; a human has compared its fingerprint, or an own key
   *     vouches for it
   * @param knew keyIds of that party's cards that were trusted before, for more than first use,
   *     each with why
   * @param epoch the {@link KeyRing#trustEpoch} of that party that this was found out at
   */
  public record Receiver(KeyCard card, Map<String, String> knew, long epoch) {
    /** Copies the map. */
    public Receiver {
      knew = Map.copyOf(knew);
    }
  }

  /**
   * Trusts a card, whose fingerprint a human has compared, from now on, and keeps that. Fails with
   * {@link dev.salus.api.NotFound} if its owner lists no valid card of this keyId.
   *
   * @param owner of the card
   * @return the card as one that records are to be opened to; empty if it is retired, or was
   *     distrusted meanwhile
   */
  public Future<Optional<Receiver>> confirmed(String owner, String keyId) {
    return cards
        .decisions()
        .confirm(owner, keyId)
        .compose(confirmed -> keys.save())
        .compose(saved -> receiver(owner, keyId));
  }

  /**
   * A card whose fingerprint a human has compared before, as one that records are to be opened to;
   * empty if none has, or it is retired.
   *
   * @param owner of the card
   */
  public Future<Optional<Receiver>> compared(String owner, String keyId) {
    return cards.isConfirmed(owner, keyId)
        ? cards.refreshed(owner).compose(listed -> receiver(owner, keyId))
        : Future.succeededFuture(Optional.empty());
  }

  /** Again if something was decided meanwhile: whoever gets it may vouch for the card at once. */
  private Future<Optional<Receiver>> receiver(String owner, String keyId) {
    return cards
        .withoutAsking(owner)
        .compose(
            now ->
                cards
                    .knownWithout(owner, keyId)
                    .compose(
                        knew ->
                            cards.isCurrent(now)
                                ? Future.succeededFuture(receiver(now, keyId, knew))
                                : receiver(owner, keyId)));
  }

  private static Optional<Receiver> receiver(
      TrustedCards now, String keyId, Map<String, String> knew) {
    return now.card(keyId)
        .filter(card -> card.retired() == null)
        .map(card -> new Receiver(card, knew, now.epoch()));
  }

  /**
   * Adds an entry to every record of the key ring's owner. Those that have one are skipped, so it
   * may be called again after a failure and whenever records may have come. Fails with what the
   * server failed with; what was added before stays.
   *
   * @param progress is told after each record
   */
  public Future<EntriesAdded> addToAll(Receiver receiver, Consumer<EntriesAdded> progress) {
    return adder.add(List.of(new JsonObject()), receiver, progress);
  }

  /** {@link #addToAll} for the records with one counterpart, in both directions. */
  public Future<EntriesAdded> addToThoseWith(
      String counterpart, Receiver receiver, Consumer<EntriesAdded> progress) {
    String self = keyRing.owner();
    return adder.add(
        List.of(between(self, counterpart), between(counterpart, self)), receiver, progress);
  }

  /**
   * What others said as they opened records to keys of this ring.
   *
   * @param records how many of them have an attestation that holds
   * @param lost keyIds of own cards that are trusted from now on as retired ones
   */
  public record TakenIn(int records, Set<String> lost) {
    /** Copies the set. */
    public TakenIn {
      lost = Set.copyOf(lost);
    }
  }

  /**
   * Takes the own cards that a counterpart knew before it gave access back as retired ones, which
   * verify what is dated before the key was made that it gave access to. Counts what goes back to a
   * confirmed card only. What was opened before is opened anew.
   */
  public Future<TakenIn> takeInFrom(String counterpart) {
    String self = keyRing.owner();
    return takeIn(
        List.of(between(self, counterpart), between(counterpart, self)), EntryAttestations::of);
  }

  /**
   * {@link #takeInFrom} of all records, as another own device let this one in: on the word of own
   * cards only. Nobody asked the counterparts, of whom any may be the server's accomplice.
   */
  public Future<TakenIn> takeInFromOwn() {
    return takeIn(List.of(new JsonObject()), EntryAttestations::ofOwn);
  }

  /**
   * The cards of each party are looked up once; if somebody decides about one of them before what
   * they attest is taken in, it is not, and the call has to be made again.
   */
  private Future<TakenIn> takeIn(
      List<JsonObject> queries,
      BiFunction<EntryAttestations, ExchangeRecord, Future<Map<OwnerKey, Attestation>>> which) {
    Map<String, Future<TrustedCards>> parties = new ConcurrentHashMap<>();
    EntryAttestations attestations =
        new EntryAttestations(
            vertx, keyRing, party -> parties.computeIfAbsent(party, cards::confirmed));
    Map<String, Set<String>> knewByKey = new LinkedHashMap<>();
    keyRing.keys().forEach(key -> knewByKey.put(key.keyId(), new HashSet<>()));
    AtomicInteger records = new AtomicInteger();
    return new ExchangePages(server, queries, opener::parse)
        .forEach(
            record ->
                which
                    .apply(attestations, record)
                    .onSuccess(holding -> collect(holding, knewByKey, records)))
        .compose(done -> attestAll(knewByKey, () -> areCurrent(parties)))
        .compose(this::keep)
        .map(lost -> new TakenIn(records.get(), lost));
  }

  private boolean areCurrent(Map<String, Future<TrustedCards>> parties) {
    return parties.values().stream().map(Future::result).allMatch(cards::isCurrent);
  }

  private Future<Set<String>> keep(Set<String> lost) {
    exchanges.forget();
    return keys.save().map(lost);
  }

  private void collect(
      Map<OwnerKey, Attestation> holding,
      Map<String, Set<String>> knewByKey,
      AtomicInteger records) {
    holding.forEach(
        (key, attestation) -> {
          // what this ring said itself, on a rotation, says nothing new
          if (keyRing.key(attestation.by()).isEmpty()) {
            knewByKey
                .getOrDefault(key.keyId(), new HashSet<>())
                .addAll(AttestedCards.of(attestation));
          }
        });
    if (!holding.isEmpty()) {
      records.incrementAndGet();
    }
  }

  /** The oldest key first: what was known before that one was made ends then. */
  private Future<Set<String>> attestAll(
      Map<String, Set<String>> knewByKey, BooleanSupplier believed) {
    Map<Long, Set<String>> byEnd = new LinkedHashMap<>();
    for (OwnerKey key : keyRing.keys()) {
      Set<String> knew = knewByKey.getOrDefault(key.keyId(), Set.of());
      if (!knew.isEmpty()) {
        byEnd.computeIfAbsent(key.createdAt(), any -> new HashSet<>()).addAll(knew);
      }
    }
    return byEnd.isEmpty()
        ? Future.succeededFuture(Set.of())
        : cards.decisions().attest(byEnd, believed);
  }

  static JsonObject between(String delegator, String delegate) {
    return new JsonObject().put("delegator", delegator).put("delegate", delegate);
  }
}
