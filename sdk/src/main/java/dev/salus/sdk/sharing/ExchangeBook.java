package dev.salus.sdk.sharing;

import dev.salus.core.api.InternalFault;
import dev.salus.core.api.NotFound;
import dev.salus.core.protocol.ExchangeRecord;
import dev.salus.core.protocol.Ids;
import dev.salus.core.protocol.KeyCard;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.Transport;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exchange keys of the key ring's owner (protocol §3). Opened ones are remembered, so only the
 * first use of an exchange costs an HPKE operation; concurrent first uses make one record.
 */
public final class ExchangeBook {

  private static final int REMEMBERED = 100_000;
  private static final int PAGE = 1_000;

  private final Vertx vertx;
  private final Transport transport;
  private final KeyRing keyRing;
  private final CardDirectory cards;
  private final Clock clock;
  private final SecureRandom random;
  private final ExchangeOpener opener;
  private final FutureCache<String, OpenedExchange> byId = new FutureCache<>(REMEMBERED);
  private final FutureCache<String, OpenedExchange> byDelegate = new FutureCache<>(REMEMBERED);

  /** The exchanges of the key ring's owner. */
  public ExchangeBook(
      Vertx vertx,
      Transport transport,
      KeyRing keyRing,
      CardDirectory cards,
      Clock clock,
      SecureRandom random) {
    this.vertx = vertx;
    this.transport = transport;
    this.keyRing = keyRing;
    this.cards = cards;
    this.clock = clock;
    this.random = random;
    this.opener = new ExchangeOpener(vertx, keyRing, cards);
  }

  /**
   * An exchange for opening what was wrapped under it. Fails with {@link NotFound} if there is none
   * that this key ring can believe and open.
   */
  public Future<OpenedExchange> opened(String exchangeId) {
    return byId.get(exchangeId, () -> fetch(exchangeId));
  }

  /**
   * An exchange from the key ring's owner to a delegate that is fit for wrapping something new;
   * made if there is none. Fails with {@link NoUsableKey} if the delegate has no card, with {@link
   * dev.salus.sdk.error.UntrustedKey} if it has none that is trusted.
   */
  public Future<OpenedExchange> forWrapping(String delegate) {
    return cards
        .cards(delegate)
        .map(TrustedCards::requireLive)
        .compose(to -> cards.cards(keyRing.owner()).compose(own -> forWrapping(own, to)));
  }

  /**
   * An exchange for wrapping an entity's next key for a delegate (protocol §8): that of its
   * delegation, of which the key ring's owner is a party, if it is older than no retirement (§3);
   * else as for {@link #forWrapping(String)}.
   */
  public Future<OpenedExchange> forWrappingAgain(
      String exchangeId, String delegator, String delegate) {
    String other = delegator.equals(keyRing.owner()) ? delegate : delegator;
    return Future.all(cards.cards(keyRing.owner()), cards.cards(other))
        .map(both -> both.<TrustedCards>list())
        .compose(both -> fit(exchangeId, delegator, delegate, both))
        .compose(
            found ->
                found.isPresent() ? Future.succeededFuture(found.get()) : forWrapping(delegate));
  }

  private Future<Optional<OpenedExchange>> fit(
      String exchangeId, String delegator, String delegate, List<TrustedCards> parties) {
    long notBefore =
        parties.stream()
            .mapToLong(
                cardsOf ->
                    Math.max(cardsOf.latestRetirement(), cards.distrustedAt(cardsOf.owner())))
            .max()
            .orElse(0);
    return opened(exchangeId)
        .map(Optional::of)
        .recover(
            failure ->
                failure instanceof NotFound
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure))
        .map(
            found ->
                found.filter(
                    exchange ->
                        exchange.isBetween(delegator, delegate)
                            && exchange.createdAt() > notBefore));
  }

  private Future<OpenedExchange> forWrapping(TrustedCards own, TrustedCards to) {
    long notBefore =
        Math.max(
            cards.distrustedAt(to.owner()),
            Math.max(own.latestRetirement(), to.latestRetirement()));
    Future<OpenedExchange> known = byDelegate.get(to.owner(), () -> findOrMake(own, to, notBefore));
    return known.compose(
        exchange ->
            exchange.createdAt() > notBefore
                ? Future.succeededFuture(exchange)
                : byDelegate.renew(to.owner(), known, () -> findOrMake(own, to, notBefore)));
  }

  private Future<OpenedExchange> fetch(String exchangeId) {
    return transport
        .exchange(exchangeId)
        .map(json -> requireId(ExchangeRecord.parse(json), exchangeId))
        .compose(opener::open)
        .map(
            opened ->
                opened.orElseThrow(
                    () -> new NotFound("exchange " + exchangeId + " cannot be opened")));
  }

  private static ExchangeRecord requireId(ExchangeRecord record, String exchangeId) {
    if (!record.id().equals(exchangeId)) {
      throw new NotFound("exchange " + exchangeId + " is not what the server answered");
    }
    return record;
  }

  private Future<OpenedExchange> findOrMake(TrustedCards own, TrustedCards to, long notBefore) {
    JsonObject query =
        new JsonObject()
            .put("delegator", own.owner())
            .put("delegate", to.owner())
            .put("limit", PAGE);
    return transport
        .exchanges(query)
        .map(answer -> candidates(answer, to.owner(), notBefore))
        .compose(this::firstThatOpens)
        .compose(
            found ->
                found.isPresent() ? Future.succeededFuture(found.get()) : make(own, to, notBefore));
  }

  /** Those that may wrap something new, the newest first, then by id. */
  private List<ExchangeRecord> candidates(JsonObject answer, String delegate, long notBefore) {
    JsonArray items = answer.getJsonArray("items");
    if (items == null) {
      throw new InternalFault("the server's list of exchange records is not one");
    }
    return items.stream()
        .filter(JsonObject.class::isInstance)
        .map(item -> ExchangeRecord.parse((JsonObject) item))
        .filter(
            record ->
                record.delegator().equals(keyRing.owner())
                    && record.delegate().equals(delegate)
                    && record.createdAt() > notBefore
                    && keyRing.key(record.signedBy()).isPresent())
        .sorted(
            Comparator.comparingLong(ExchangeRecord::createdAt)
                .reversed()
                .thenComparing(ExchangeRecord::id))
        .toList();
  }

  private Future<Optional<OpenedExchange>> firstThatOpens(List<ExchangeRecord> records) {
    if (records.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return opener
        .open(records.get(0))
        .compose(
            opened ->
                opened.isPresent()
                    ? Future.succeededFuture(opened)
                    : firstThatOpens(records.subList(1, records.size())));
  }

  private Future<OpenedExchange> make(TrustedCards own, TrustedCards to, long notBefore) {
    long createdAt = Math.max(clock.millis(), notBefore + 1);
    ExchangeKey key = ExchangeKey.generate(Ids.random(random), random);
    OpenedExchange made = new OpenedExchange(own.owner(), to.owner(), createdAt, key);
    return vertx
        .executeBlocking(() -> record(made, own, to), false)
        .compose(record -> transport.createExchange(record.toJson()))
        .map(made);
  }

  private ExchangeRecord record(OpenedExchange made, TrustedCards own, TrustedCards to) {
    Map<String, String> sealed = new LinkedHashMap<>();
    Stream<KeyCard> live = Stream.concat(own.live().stream(), to.live().stream());
    // the own card also where the server hides it: the delegator must be able to open it again
    Stream.concat(Stream.of(keyRing.current().card()), live)
        .forEach(
            card ->
                sealed.computeIfAbsent(
                    card.keyId(),
                    keyId -> made.key().sealTo(card, own.owner(), to.owner(), random)));
    byte[] message =
        ExchangeRecord.signedBytes(
            made.key().exchangeId(),
            own.owner(),
            to.owner(),
            made.createdAt(),
            made.key().commitment());
    return new ExchangeRecord(
        made.key().exchangeId(),
        own.owner(),
        to.owner(),
        made.createdAt(),
        made.key().commitment(),
        keyRing.current().keyId(),
        keyRing.current().sign(message),
        sealed,
        Map.of());
  }
}
