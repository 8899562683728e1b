package dev.salus.core.crypto;

import dev.salus.api.Conflict;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads and writes the cards of data owners. */
final class CardStore {

  private final DocumentStore store;

  CardStore(DocumentStore store) {
    this.store = store;
  }

  /** The document of an owner's cards, empty if it never published one. */
  Future<Optional<Document>> document(String owner) {
    return store.get(CryptoCollections.CARDS, owner);
  }

  /** The cards of an owner. */
  Future<OwnerCards> of(String owner) {
    return document(owner).map(found -> cards(owner, found));
  }

  /** The cards of several owners in their order. */
  Future<List<OwnerCards>> ofAll(List<String> owners) {
    return ManyDocuments.each(store, CryptoCollections.CARDS, owners, found -> found)
        .map(
            found ->
                IntStream.range(0, owners.size())
                    .mapToObj(i -> cards(owners.get(i), found.get(i)))
                    .toList());
  }

  /** The cards of the parties of a record. */
  Future<PartyCards> ofParties(ExchangeRecord record) {
    return ofAll(List.of(record.delegator(), record.delegate()))
        .map(both -> new PartyCards(both.get(0), both.get(1)));
  }

  /** Replaces an owner's cards at the revision that was read; creates them if none was. */
  Future<Void> put(Optional<Document> read, OwnerCards cards) {
    Document document =
        read.map(stored -> stored.withBody(cards.toBody()))
            .orElseGet(() -> Document.create(cards.owner(), cards.toBody()));
    return store.put(CryptoCollections.CARDS, document).mapEmpty();
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

  static OwnerCards cards(String owner, Optional<Document> document) {
    return document
        .map(found -> OwnerCards.fromBody(owner, found.body()))
        .orElseGet(() -> OwnerCards.none(owner));
  }
}
