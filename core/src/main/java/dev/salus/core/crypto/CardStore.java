package dev.salus.core.crypto;

import dev.salus.api.Conflict;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the cards of data owners. A document of many cards is read in turns, while there
 * is memory for it, and by a worker; what it says is remembered.
 */
final class CardStore {

  private final DocumentStore store;
  private final ReadMemory memory;
  private final FairWorkers workers;
  private final CardCache cache;

  /**
   * @param memory {@link ReadMemory#ofChecks}
   */
  CardStore(DocumentStore store, ReadMemory memory, FairWorkers workers, CardCache cache) {
    this.store = store;
    this.memory = memory;
    this.workers = workers;
    this.cache = cache;
  }

  /**
   * The cards of an owner as they are stored now.
   *
   * @param turn in whose turn they are read
   */
  Future<StoredCards> stored(String turn, String owner) {
    return LargeReads.one(
        store, CryptoCollections.CARDS, memory, turn, owner, found -> read(turn, owner, found));
  }

  private Future<StoredCards> read(String turn, String owner, Optional<Document> found) {
    if (found.isEmpty()) {
      return Future.succeededFuture(new StoredCards(null, OwnerCards.none(owner)));
    }
    Document document = found.get();
    String rev = document.storedRev();
    return cache
        .at(owner, rev)
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                workers.run(
                    turn,
                    () -> cache.at(owner, rev, () -> OwnerCards.fromBody(owner, document.body()))))
        .map(cards -> new StoredCards(rev, cards));
  }

  /** The cards of an owner, in whose turn is said. */
  Future<OwnerCards> of(String turn, String owner) {
    return stored(turn, owner).map(StoredCards::cards);
  }

  /** The cards of several owners in their order. */
  Future<List<OwnerCards>> ofAll(String turn, List<String> owners) {
    return Future.all(owners.stream().map(owner -> of(turn, owner)).toList())
        .map(all -> all.<OwnerCards>list());
  }

  /** The cards of the parties of a record. */
  Future<PartyCards> ofParties(String turn, ExchangeRecord record) {
    return ofAll(turn, List.of(record.delegator(), record.delegate()))
        .map(both -> new PartyCards(both.get(0), both.get(1)));
  }

  /** Replaces an owner's cards at the revision that was read; creates them if none was. */
  Future<Void> put(StoredCards read, OwnerCards cards) {
    return workers
        .run(cards.owner(), () -> read.replacedBy(cards))
        .compose(document -> store.put(CryptoCollections.CARDS, document))
        .mapEmpty();
  }

  /**
   * Makes a keyId this owner's, once and for all. A claim without a card, left by a crash, blocks
   * nobody: only who holds the private key gets this far, and for its owner it is as if new.
   */
  Future<Void> claimKey(String keyId, String owner) {
    Document claim = Document.create(keyId, new JsonObject().put("owner", owner));
    return store
        .put(CryptoCollections.KEY_CLAIMS, claim)
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof RevisionConflict
                    ? checkClaim(keyId, owner)
                    : Future.failedFuture(failure));
  }

  private Future<Void> checkClaim(String keyId, String owner) {
    return store
        .get(CryptoCollections.KEY_CLAIMS, keyId)
        .compose(
            claim ->
                claim.filter(c -> owner.equals(c.body().getString("owner"))).isPresent()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new Conflict("this keyId belongs to another data owner", null)));
  }

  /**
   * The cards of a data owner as they are stored.
   *
   * @param rev the revision at which they were read, null if the owner never published any
   */
  record StoredCards(@Nullable String rev, OwnerCards cards) {

    /** Whether the owner ever published a card. */
    boolean areThere() {
      return rev != null;
    }

    /** The document that replaces what was read, or is the first. */
    Document replacedBy(OwnerCards next) {
      return new Document(next.owner(), rev, next.toBody());
    }
  }
}
