package dev.salus.sdk.sharing;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange keys of the key ring's owner (protocol §3). Opened ones are remembered, so only the
 * first use of an exchange costs an HPKE operation; concurrent first uses make one record.
 */
public final class ExchangeBook {

  private static final int REMEMBERED = 100_000;
  private static final int PAGE = 1_000;

  private final Vertx vertx;
  private final ServerApi server;
  private final KeyRing keyRing;
  private final CardDirectory cards;
  private final ExchangeOpener opener;
  private final ExchangeMaker maker;
  private final FutureCache<String, OpenedExchange> byId = new FutureCache<>(REMEMBERED);
  private final FutureCache<String, WrappingExchange> byDelegate = new FutureCache<>(REMEMBERED);

  /** The exchanges of the key ring's owner. */
  public ExchangeBook(
      Vertx vertx,
      ServerApi server,
      KeyRing keyRing,
      CardDirectory cards,
      Clock clock,
      SecureRandom random) {
    this.vertx = vertx;
    this.server = server;
    this.keyRing = keyRing;
    this.cards = cards;
    this.opener = new ExchangeOpener(vertx, keyRing, cards);
    this.maker = new ExchangeMaker(keyRing, clock, random);
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
   * The same, but none of these, which are in use already where it is needed; a new one is made
   * then.
   */
  public Future<OpenedExchange> forWrapping(String delegate, Set<String> inUse) {
    return forWrapping(delegate)
        .compose(
            found ->
                inUse.contains(found.key().exchangeId())
                    ? another(delegate)
                    : Future.succeededFuture(found));
  }

  private Future<OpenedExchange> another(String delegate) {
    return Future.all(cards.cards(keyRing.owner()), cards.cards(delegate))
        .map(both -> both.<TrustedCards>list())
        .compose(both -> make(both.get(0), both.get(1).requireLive()))
        .map(WrappingExchange::exchange);
  }

  /** The key ring's owner. */
  public String owner() {
    return keyRing.owner();
  }

  /** {@link #forWrapping} from the key ring's owner to itself. */
  public Future<OpenedExchange> own() {
    return forWrapping(owner());
  }

  /** Forgets all exchange keys, as it is no longer known who is to be believed. */
  public void forget() {
    byId.drain(exchange -> {});
    byDelegate.drain(exchange -> {});
  }

  /** Forgets and overwrites all exchange keys; what is under way with them fails. */
  public void wipe() {
    byId.drain(exchange -> exchange.key().wipe());
    byDelegate.drain(wrapping -> wrapping.exchange().key().wipe());
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
    long notBefore = parties.stream().mapToLong(TrustedCards::latestRetirement).max().orElse(0);
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
                            && exchange.createdAt() > notBefore
                            && isTrustedSince(
                                exchange.createdAt(), parties.get(0), parties.get(1))));
  }

  private Future<OpenedExchange> forWrapping(TrustedCards own, TrustedCards to) {
    Future<WrappingExchange> known = byDelegate.get(to.owner(), () -> findOrMake(own, to));
    return known
        .compose(
            exchange ->
                exchange.isFit(own, to) && isTrustedSince(exchange.exchange().createdAt(), own, to)
                    ? known
                    : byDelegate.renew(to.owner(), known, () -> findOrMake(own, to)))
        .map(WrappingExchange::exchange);
  }

  private Future<OpenedExchange> fetch(String exchangeId) {
    return server
        .exchange(exchangeId)
        .compose(json -> opener.open(json, record -> record.id().equals(exchangeId)))
        .map(
            opened ->
                opened.orElseThrow(
                    () -> new NotFound("exchange " + exchangeId + " cannot be opened")));
  }

  private Future<WrappingExchange> findOrMake(TrustedCards own, TrustedCards to) {
    JsonObject query =
        new JsonObject()
            .put("delegator", own.owner())
            .put("delegate", to.owner())
            .put("limit", PAGE);
    return server
        .exchanges(query)
        .map(answer -> candidates(answer, own, to))
        .compose(this::firstThatOpens)
        .compose(found -> found.isPresent() ? Future.succeededFuture(found.get()) : make(own, to));
  }

  /** Those that may wrap something new, the newest first, then by id. */
  private List<ExchangeRecord> candidates(JsonObject answer, TrustedCards own, TrustedCards to) {
    if (answer.getValue("items") instanceof JsonArray items) {
      return items.stream()
          .flatMap(item -> opener.parse(item).stream())
          .filter(record -> mayWrap(record, own, to))
          .sorted(
              Comparator.comparingLong(ExchangeRecord::createdAt)
                  .reversed()
                  .thenComparing(ExchangeRecord::id))
          .toList();
    }
    throw new InternalFault("the server's list of exchange records is not one");
  }

  private boolean mayWrap(ExchangeRecord record, TrustedCards own, TrustedCards to) {
    return record.delegator().equals(own.owner())
        && record.delegate().equals(to.owner())
        && keyRing.key(record.signedBy()).isPresent()
        && isTrustedSince(record.createdAt(), own, to)
        && WrappingExchange.isFit(record.createdAt(), record.sealed().keySet(), own, to);
  }

  /** Whether no card of these was distrusted since, to which it may have been sealed. */
  private boolean isTrustedSince(long createdAt, TrustedCards own, TrustedCards to) {
    return createdAt > distrustedAt(own, to);
  }

  private long distrustedAt(TrustedCards own, TrustedCards to) {
    return Math.max(cards.distrustedAt(own.owner()), cards.distrustedAt(to.owner()));
  }

  private Future<Optional<WrappingExchange>> firstThatOpens(List<ExchangeRecord> records) {
    if (records.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    ExchangeRecord first = records.get(0);
    return opener
        .open(first)
        .compose(
            opened ->
                opened.isPresent()
                    ? Future.succeededFuture(
                        Optional.of(new WrappingExchange(opened.get(), first.sealed().keySet())))
                    : firstThatOpens(records.subList(1, records.size())));
  }

  private Future<WrappingExchange> make(TrustedCards own, TrustedCards to) {
    return keyRing
        .writes()
        .during(() -> makeAndSend(own, to))
        .recover(failure -> makeAgain(own, to, failure));
  }

  /** A card that is remembered as live may have been retired a moment ago. */
  private Future<WrappingExchange> makeAgain(TrustedCards own, TrustedCards to, Throwable failure) {
    boolean retired =
        failure instanceof Invalid invalid
            && (invalid.field().startsWith("sealed") || invalid.field().equals("signedBy"));
    return retired
        ? cards
            .refreshed(to.owner())
            .map(TrustedCards::requireLive)
            .compose(now -> cards.refreshed(own.owner()).compose(self -> makeOnce(self, now)))
        : Future.failedFuture(failure);
  }

  private Future<WrappingExchange> makeOnce(TrustedCards own, TrustedCards to) {
    return keyRing.writes().during(() -> makeAndSend(own, to));
  }

  private Future<WrappingExchange> makeAndSend(TrustedCards own, TrustedCards to) {
    return vertx
        .executeBlocking(() -> maker.make(own, to, distrustedAt(own, to)), false)
        .compose(made -> server.createExchange(made.record().toJson()).map(done -> made.opened()));
  }
}
