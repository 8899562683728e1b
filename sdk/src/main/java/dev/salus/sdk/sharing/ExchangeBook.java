package dev.salus.sdk.sharing;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.error.NoUsableKey;
import dev.salus.sdk.keys.FitExchange;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustedCards;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exchange keys of the key ring's owner (protocol §3). Opened ones are remembered, so only the
 * first use of an exchange costs an HPKE operation; concurrent first uses make one record.
 */
public final class ExchangeBook {

  private static final int REMEMBERED = 100_000;

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
   * that this key ring can believe and open; with {@link dev.salus.sdk.error.UntrustedKey} if it
   * could open it, were its delegator's key trusted.
   */
  public Future<OpenedExchange> opened(String exchangeId) {
    return opened(exchangeId, CardDirectory.MOST_TRIES);
  }

  /** Again if something was decided meanwhile, or since it was remembered. */
  private Future<OpenedExchange> opened(String exchangeId, int tries) {
    Future<OpenedExchange> known = byId.get(exchangeId, () -> fetch(exchangeId));
    return known.compose(
        exchange -> exchange.isCurrent() ? known : openedAnew(exchangeId, known, tries));
  }

  private Future<OpenedExchange> openedAnew(
      String exchangeId, Future<OpenedExchange> stale, int tries) {
    byId.forget(exchangeId, stale);
    return tries > 1
        ? opened(exchangeId, tries - 1)
        : Future.failedFuture(CardDirectory.trustChanged());
  }

  /**
   * An exchange from the key ring's owner to a delegate that is fit for wrapping something new;
   * made if there is none. Fails with {@link NoUsableKey} if the delegate has no card, with {@link
   * dev.salus.sdk.error.UntrustedKey} if it has none that is trusted, with {@link
   * dev.salus.sdk.error.KeysRetired} if no key of the ring signs any more, with {@link Conflict} if
   * whom to trust was decided anew each time.
   */
  public Future<OpenedExchange> forWrapping(String delegate) {
    return forWrapping(delegate, CardDirectory.MOST_TRIES);
  }

  /**
   * All over again if something was decided meanwhile: nothing that was looked up before is used.
   */
  private Future<OpenedExchange> forWrapping(String delegate, int tries) {
    return Future.succeededFuture(keyRing)
        .map(KeyRing::live)
        .compose(signs -> parties(delegate))
        .compose(parties -> wrapping(parties.own(), parties.to()))
        .compose(
            found ->
                found.exchange().isCurrent()
                    ? Future.succeededFuture(found.exchange())
                    : Future.failedFuture(CardDirectory.trustChanged()))
        .recover(
            failure ->
                CardDirectory.isTrustChanged(failure) && tries > 1
                    ? forWrapping(delegate, tries - 1)
                    : Future.failedFuture(failure));
  }

  /** The cards of both parties, as they are trusted at one moment. */
  private record Parties(TrustedCards own, TrustedCards to) {}

  private Future<Parties> parties(String delegate) {
    return cards
        .cards(delegate)
        .map(TrustedCards::requireLive)
        .compose(to -> cards.cards(keyRing.owner()).map(own -> new Parties(own, to)))
        .map(this::requireCurrent);
  }

  private Parties requireCurrent(Parties parties) {
    if (!cards.isCurrent(parties.own()) || !cards.isCurrent(parties.to())) {
      throw CardDirectory.trustChanged();
    }
    return parties;
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
   * delegation, if the key ring's owner made it and it is fit (§3); else as for {@link
   * #forWrapping(String)}.
   */
  public Future<OpenedExchange> forWrappingAgain(
      String exchangeId, String delegator, String delegate) {
    if (!delegator.equals(keyRing.owner()) || !maker.isFit(delegate, exchangeId)) {
      return forWrapping(delegate);
    }
    return parties(delegate)
        .compose(parties -> fitOne(exchangeId, parties.own(), parties.to()))
        .map(found -> found.map(WrappingExchange::exchange))
        .compose(
            found ->
                found.isPresent() ? Future.succeededFuture(found.get()) : forWrapping(delegate));
  }

  private Future<WrappingExchange> wrapping(TrustedCards own, TrustedCards to) {
    Future<WrappingExchange> known = byDelegate.get(to.owner(), () -> findOrMake(own, to));
    return known.compose(
        found ->
            isFit(found, own, to)
                ? known
                : byDelegate.renew(to.owner(), known, () -> findOrMake(own, to)));
  }

  private boolean isFit(WrappingExchange found, TrustedCards own, TrustedCards to) {
    String id = found.exchange().key().exchangeId();
    return found.exchange().isCurrent()
        && found.reaches(to)
        && fit(own, to).stream().anyMatch(made -> made.id().equals(id));
  }

  /** Those that the ring made and that may wrap something new, the newest first. */
  private List<FitExchange> fit(TrustedCards own, TrustedCards to) {
    String ended = WrappingExchange.ended(own, to);
    return keyRing.fitExchanges(to.owner()).stream()
        .filter(made -> WrappingExchange.isFit(made, ended, own, to))
        .toList();
  }

  private Future<OpenedExchange> fetch(String exchangeId) {
    return record(exchangeId)
        .compose(
            record ->
                opener
                    .open(record)
                    .compose(
                        opened ->
                            opened.isPresent()
                                ? Future.succeededFuture(opened.get())
                                : opener.whyClosed(record).compose(Future::failedFuture)));
  }

  private Future<ExchangeRecord> record(String exchangeId) {
    return server
        .exchange(exchangeId)
        .map(
            json ->
                opener
                    .parse(json)
                    .filter(record -> record.id().equals(exchangeId))
                    .orElseThrow(
                        () -> new NotFound("exchange " + exchangeId + " cannot be opened")));
  }

  private Future<WrappingExchange> findOrMake(TrustedCards own, TrustedCards to) {
    return firstFit(fit(own, to), own, to)
        .compose(found -> found.isPresent() ? Future.succeededFuture(found.get()) : make(own, to));
  }

  private Future<Optional<WrappingExchange>> firstFit(
      List<FitExchange> made, TrustedCards own, TrustedCards to) {
    if (made.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return fitOne(made.get(0).id(), own, to)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(found)
                    : firstFit(made.subList(1, made.size()), own, to));
  }

  /** One that the ring remembers; empty if the server has it no more, or it reaches not all. */
  private Future<Optional<WrappingExchange>> fitOne(
      String exchangeId, TrustedCards own, TrustedCards to) {
    return record(exchangeId)
        .compose(record -> opener.open(record).map(opened -> wrapping(record, opened)))
        .map(found -> found.filter(wrapping -> isFit(wrapping, own, to)))
        .recover(
            failure ->
                failure instanceof NotFound
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  /** Signed by a key of this very ring: another one could have been made by the thief of a card. */
  private Optional<WrappingExchange> wrapping(
      ExchangeRecord record, Optional<OpenedExchange> opened) {
    return opened
        .filter(exchange -> keyRing.key(record.signedBy()).isPresent())
        .map(
            exchange ->
                new WrappingExchange(
                    new OpenedExchange(
                        exchange.delegator(),
                        exchange.delegate(),
                        exchange.createdAt(),
                        exchange.key(),
                        () -> maker.isFit(record.delegate(), record.id())),
                    record.sealed().keySet()));
  }

  private Future<WrappingExchange> make(TrustedCards own, TrustedCards to) {
    return makeOnce(own, to).recover(failure -> makeAgain(own, to, failure));
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
        .executeBlocking(() -> maker.make(own, to), false)
        .compose(made -> server.createExchange(made.record().toJson()).map(done -> made.opened()));
  }
}
