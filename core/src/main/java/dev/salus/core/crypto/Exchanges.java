package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeping exchange records and adding entries to them (protocol §3). */
final class Exchanges {

  private final DocumentStore store;
  private final ReadMemory memory;
  private final CardStore cards;
  private final ExchangeRules rules;
  private final PairUsage usage;

  /**
   * @param memory for records, which have an entry for each card of their parties
   */
  Exchanges(
      DocumentStore store,
      ReadMemory memory,
      CardStore cards,
      ExchangeRules rules,
      PairUsage usage) {
    this.store = store;
    this.memory = memory;
    this.cards = cards;
    this.rules = rules;
    this.usage = usage;
  }

  /** Keeps a record; the same one again is answered with what became of it. */
  Future<JsonObject> create(Caller caller, JsonObject body) {
    ExchangeRecord record = ExchangeRecord.parse(body);
    if (!record.delegator().equals(caller.requireDataOwner())) {
      throw new Invalid("delegator", "delegator: must be the caller's data owner");
    }
    return known(record)
        .compose(known -> known == null ? createNew(record) : Future.succeededFuture(known))
        .map(ExchangeRecord::toJson);
  }

  private Future<ExchangeRecord> createNew(ExchangeRecord record) {
    return cards
        .ofParties(record.delegator(), record)
        .compose(partyCards -> rules.checkNew(record, partyCards))
        .compose(checked -> usage.enter(record))
        .compose(
            entered ->
                store.put(
                    CryptoCollections.EXCHANGES,
                    Document.create(record.id(), ExchangeDocument.toBody(record))))
        .map(stored -> record)
        .recover(failure -> knownAfter(failure, record));
  }

  /** Somebody created a record with this id at the same moment: perhaps the same. */
  private Future<ExchangeRecord> knownAfter(Throwable failure, ExchangeRecord record) {
    return failure instanceof RevisionConflict
        ? known(record).map(known -> known == null ? fail(idInUse()) : known)
        : Future.failedFuture(failure);
  }

  /** What is stored of this record, null if nothing. */
  private Future<@Nullable ExchangeRecord> known(ExchangeRecord record) {
    return one(record.delegator(), record.id())
        .map(
            found -> {
              if (found.isEmpty()) {
                return null;
              }
              ExchangeRecord stored = ExchangeDocument.record(found.get());
              return isWithin(record, stored) ? stored : fail(idInUse());
            });
  }

  /** Whether this is how the stored record, which may have more entries since, was made. */
  private static boolean isWithin(ExchangeRecord record, ExchangeRecord stored) {
    return record.signature().equals(stored.signature())
        && record.signedBy().equals(stored.signedBy())
        && Arrays.equals(record.signedBytes(), stored.signedBytes())
        && stored.sealed().entrySet().containsAll(record.sealed().entrySet())
        && stored.attestations().entrySet().containsAll(record.attestations().entrySet());
  }

  /** A record that the caller is a party to. */
  Future<JsonObject> get(Caller caller, String id) {
    return visible(caller, id).map(ExchangeDocument::shown);
  }

  /** Adds the entry of one more card, or replaces the caller's own. */
  Future<JsonObject> addSealed(Caller caller, String id, String keyId, JsonObject body) {
    FieldReader.base64(keyId, KeyCard.KEY_ID_BYTES, "keyId");
    FieldReader in = FieldReader.of(body);
    String sealed = in.base64("sealed", ExchangeRecord.SEALED_BYTES);
    Attestation attestation =
        in.has("attestation") ? in.object("attestation", Attestation::read) : null;
    in.end();
    SealedEntry entry = new SealedEntry(keyId, sealed, attestation);
    return OptimisticUpdate.retrying(
            () -> visible(caller, id).compose(found -> addAt(found, entry, caller)))
        .map(ExchangeRecord::toJson);
  }

  private Future<ExchangeRecord> addAt(Document found, SealedEntry entry, Caller caller) {
    ExchangeRecord record = ExchangeDocument.record(found);
    if (entry.isIn(record)) {
      return Future.succeededFuture(record);
    }
    ExchangeRecord more = record.withSealed(entry.keyId(), entry.sealed(), entry.attestation());
    return cards
        .ofParties(caller.requireDataOwner(), record)
        .compose(
            partyCards -> rules.checkAdded(record, entry, caller.requireDataOwner(), partyCards))
        .compose(
            checked ->
                store.put(
                    CryptoCollections.EXCHANGES, found.withBody(ExchangeDocument.toBody(more))))
        .map(stored -> more);
  }

  /** The document of a record that the caller is a party to. */
  Future<Document> visible(Caller caller, String id) {
    if (!Ids.isUuid(id)) {
      return Future.failedFuture(notFound());
    }
    return one(FairWorkers.turnOf(caller), id)
        .map(
            found ->
                found
                    .filter(document -> ExchangeDocument.isParty(document, caller.dataOwner()))
                    .orElseThrow(Exchanges::notFound));
  }

  private Future<Optional<Document>> one(String turn, String id) {
    return LargeReads.one(
        store, CryptoCollections.EXCHANGES, memory, turn, id, Future::succeededFuture);
  }

  private static NotFound notFound() {
    return new NotFound("there is no such exchange record, or the caller is no party to it");
  }

  private static Conflict idInUse() {
    return new Conflict("this id is in use", null);
  }

  private static ExchangeRecord fail(RuntimeException failure) {
    throw failure;
  }
}
