package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.IdentityService;
import dev.salus.api.Quota;
import dev.salus.api.Verification;
import dev.salus.api.VerificationResult;
import dev.salus.api.event.CardsChanged;
import dev.salus.core.crypto.recovery.OwnBytes;
import dev.salus.core.crypto.recovery.RecoveryBlobs;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.quota.OwnerQuotas;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Key cards, exchange records and what restores lost keys, in a store. */
final class StoreBackedCryptoService implements CryptoService {

  private final Cards cards;
  private final Exchanges exchanges;
  private final SupersededExchanges superseded;
  private final ExchangeList exchangeList;
  private final RecoveryBlobs recoveries;
  private final NotarySetStore notarySets;
  private final NotaryRequests notaryRequests;
  private final OwnerQuotas quotas;
  private final BatchVerifier verifier;

  /**
   * @param workers check what is asked for
   * @param identity knows which data owners there are
   * @param cardsChanged is told after each stored change of a card, before the answer; of a card
   *     that nobody vouches for also later, for the owner's counterparts
   */
  StoreBackedCryptoService(
      Vertx vertx,
      FairWorkers workers,
      DocumentStore store,
      IdentityService identity,
      Clock clock,
      CardCache cache,
      Consumer<CardsChanged> cardsChanged) {
    ReadMemory checks = ReadMemory.ofChecks(vertx);
    CardStore cardStore = new CardStore(store, checks, workers, cache);
    Usage usage = new Usage(store, CryptoCollections.USAGE, clock);
    this.quotas = new OwnerQuotas(store, CryptoCollections.QUOTAS, identity);
    PairUsage pairs = new PairUsage(store, checks, usage, quotas, clock);
    OwnBytes bytes = new OwnBytes(store, CryptoCollections.NOTARY_SETS, usage, quotas, clock);
    NotaryUsage notaries = new NotaryUsage(store, usage, quotas, bytes, clock);
    this.cards =
        new Cards(
            cardStore,
            workers,
            new CardRules(workers, clock),
            identity,
            owner -> cardsChanged.accept(new CardsChanged(owner)),
            new Counterparts(store, cardsChanged),
            quotas);
    ReadMemory memory = ReadMemory.of(vertx);
    this.exchanges =
        new Exchanges(store, memory, cardStore, new ExchangeRules(workers, clock), pairs);
    this.superseded = new SupersededExchanges(store, exchanges, pairs);
    this.exchangeList = new ExchangeList(store, memory);
    NotaryRules notaryRules = new NotaryRules(workers, clock);
    this.recoveries = new RecoveryBlobs(workers, store, memory, quotas, bytes, clock);
    this.notarySets = new NotarySetStore(store, memory, cardStore, notaryRules, notaries);
    this.notaryRequests =
        new NotaryRequests(store, memory, cardStore, notarySets, notaryRules, notaries, clock);
    this.verifier =
        new BatchVerifier(vertx, workers, store, checks, cardStore, cache, KeyCard::verifies);
  }

  @Override
  public Future<JsonObject> publishCard(Caller caller, String owner, JsonObject card) {
    return cards.publish(caller, owner, card);
  }

  @Override
  public Future<JsonObject> cards(Caller caller, String owner, JsonObject query) {
    return cards.list(caller, owner, query);
  }

  @Override
  public Future<JsonObject> endorse(
      Caller caller, String owner, String keyId, JsonObject endorsement) {
    return cards.endorse(caller, owner, keyId, endorsement);
  }

  @Override
  public Future<JsonObject> retire(
      Caller caller, String owner, String keyId, JsonObject retirement) {
    return cards.retire(caller, owner, keyId, retirement);
  }

  @Override
  public Future<JsonObject> createExchange(Caller caller, JsonObject record) {
    return exchanges.create(caller, record);
  }

  @Override
  public Future<JsonObject> exchange(Caller caller, String id) {
    return exchanges.get(caller, id);
  }

  @Override
  public Future<JsonObject> exchanges(Caller caller, JsonObject query) {
    return exchangeList.list(caller, query);
  }

  @Override
  public Future<Void> deleteExchange(Caller caller, String id) {
    return superseded.delete(caller, id);
  }

  @Override
  public Future<JsonObject> addSealed(Caller caller, String id, String keyId, JsonObject body) {
    return exchanges.addSealed(caller, id, keyId, body);
  }

  @Override
  public Future<JsonObject> putRecovery(Caller caller, String recoveryId, JsonObject body) {
    return recoveries.put(caller, recoveryId, body);
  }

  @Override
  public Future<JsonObject> recovery(Caller caller, String recoveryId) {
    return recoveries.get(caller, recoveryId);
  }

  @Override
  public Future<Void> takeRecovery(Caller caller, String recoveryId, String rev) {
    return recoveries.take(caller, recoveryId, rev);
  }

  @Override
  public Future<JsonObject> recoveries(Caller caller, JsonObject query) {
    return recoveries.list(caller, query);
  }

  @Override
  public Future<Void> deleteRecovery(Caller caller, String recoveryId) {
    return recoveries.delete(caller, recoveryId);
  }

  @Override
  public Future<JsonObject> createNotarySet(Caller caller, JsonObject body) {
    return notarySets.create(caller, body);
  }

  @Override
  public Future<JsonObject> notarySets(Caller caller, JsonObject query) {
    return notarySets.list(caller, query);
  }

  @Override
  public Future<Void> deleteNotarySet(Caller caller, String id) {
    return notaryRequests.deleteSet(caller, id);
  }

  @Override
  public Future<JsonObject> notaryShare(Caller caller, String id, String notary) {
    return notarySets.share(caller, id, notary);
  }

  @Override
  public Future<JsonObject> acceptNotarySet(
      Caller caller, String id, String notary, JsonObject body) {
    return notarySets.accept(caller, id, notary, body);
  }

  @Override
  public Future<JsonObject> notaryAcceptances(Caller caller, String id) {
    return notarySets.acceptances(caller, id);
  }

  @Override
  public Future<JsonObject> askNotaries(Caller caller, String id, JsonObject body) {
    return notaryRequests.ask(caller, id, body);
  }

  @Override
  public Future<JsonObject> notaryRequests(Caller caller, JsonObject query) {
    return notaryRequests.list(caller, query);
  }

  @Override
  public Future<Void> deleteNotaryRequest(Caller caller, String id) {
    return notaryRequests.delete(caller, id);
  }

  @Override
  public Future<JsonObject> giveShareBack(
      Caller caller, String id, String notary, JsonObject body) {
    return notaryRequests.giveBack(caller, id, notary, body);
  }

  @Override
  public Future<JsonObject> quotas(Caller caller, String owner) {
    return quotas.show(caller, owner);
  }

  @Override
  public Future<JsonObject> putQuotas(Caller caller, String owner, JsonObject body) {
    return quotas.put(caller, owner, body);
  }

  @Override
  public Future<Long> quota(String owner, String quota) {
    return quotas.of(owner, Quota.of(quota).orElseThrow());
  }

  @Override
  public Future<List<VerificationResult>> verify(List<Verification> verifications) {
    return verifier.verify(verifications);
  }
}
