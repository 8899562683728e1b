package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.support.JsonSize;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeping notary sets: seen by their owner and their notaries, each share by its notary alone. */
final class NotarySetStore {

  private final DocumentStore store;
  private final ReadMemory memory;
  private final CardStore cards;
  private final NotaryRules rules;
  private final NotaryUsage usage;

  NotarySetStore(
      DocumentStore store,
      ReadMemory memory,
      CardStore cards,
      NotaryRules rules,
      NotaryUsage usage) {
    this.store = store;
    this.memory = memory;
    this.cards = cards;
    this.rules = rules;
    this.usage = usage;
  }

  /** Keeps a set; the same one again is answered as the first time. */
  Future<JsonObject> create(Caller caller, JsonObject body) {
    return rules.read(caller, body).compose(proposed -> create(caller, proposed));
  }

  private Future<JsonObject> create(Caller caller, NotarySetWithShares proposed) {
    if (!proposed.set().owner().equals(caller.requireDataOwner())) {
      throw new Invalid("set.owner", "set.owner: must be the caller's data owner");
    }
    return known(proposed)
        .compose(
            known -> known == null ? createNew(proposed) : Future.succeededFuture(known.toJson()));
  }

  private Future<JsonObject> createNew(NotarySetWithShares proposed) {
    NotarySet set = proposed.set();
    List<String> everybody = new ArrayList<>(set.notaries());
    everybody.add(set.owner());
    int notaries = set.notaries().size();
    Document document = proposed.toDocument();
    return cards
        .ofAll(set.owner(), everybody)
        .compose(all -> rules.checkNew(proposed, all.get(notaries), all.subList(0, notaries)))
        .compose(checked -> usage.enterSet(set, JsonSize.of(document.body())))
        .compose(entered -> store.put(CryptoCollections.NOTARY_SETS, document))
        .map(stored -> set)
        .recover(failure -> knownAfter(failure, proposed))
        .map(NotarySet::toJson);
  }

  /** Somebody created a set with this id at the same moment: perhaps the same. */
  private Future<NotarySet> knownAfter(Throwable failure, NotarySetWithShares proposed) {
    return failure instanceof RevisionConflict
        ? known(proposed)
            .compose(
                known ->
                    known == null ? Future.failedFuture(idInUse()) : Future.succeededFuture(known))
        : Future.failedFuture(failure);
  }

  /** What is stored of this set, null if nothing. */
  private Future<@Nullable NotarySet> known(NotarySetWithShares proposed) {
    NotarySet set = proposed.set();
    return one(set.owner(), set.setId())
        .map(
            found -> {
              if (found.isEmpty()) {
                return null;
              }
              if (!proposed.isIn(found.get())) {
                throw idInUse();
              }
              return set;
            });
  }

  /**
   * A page of sets that the caller owns or is a notary of, newest first, from an index whose key
   * has the caller.
   *
   * @param query {@code {owner?, limit?, cursor?}}
   */
  Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    String owner = in.optionalUuid("owner");
    PageRequest page = PageRequest.read(in);
    in.end();
    String self = caller.requireDataOwner();
    return ListPages.inTurns(
        memory,
        self,
        store,
        CryptoCollections.NOTARY_SETS,
        query(self, owner, page).newestFirst(),
        NotarySetWithShares::shownSet);
  }

  private static Query query(String self, @Nullable String owner, PageRequest page) {
    if (owner == null) {
      return page.of(CryptoCollections.BY_PARTY, self);
    }
    return owner.equals(self)
        ? page.of(CryptoCollections.BY_OWNER, self)
        : page.of(CryptoCollections.BY_OWNER_AND_NOTARY, owner, self);
  }

  /** {@code {sealed: {keyId: …}}}, to that notary. */
  Future<JsonObject> share(Caller caller, String setId, String notary) {
    FieldReader.uuid(notary, "notary");
    return visible(caller, setId)
        .map(
            found -> {
              if (!caller.actsFor(notary) || !NotarySetWithShares.setOf(found).has(notary)) {
                throw notFound();
              }
              return NotarySetWithShares.shareOf(found, notary);
            });
  }

  /**
   * Keeps what the caller says of a set as its notary; a later word takes the place of the first.
   */
  Future<JsonObject> accept(Caller caller, String setId, String notary, JsonObject body) {
    FieldReader.uuid(notary, "notary");
    SetAcceptance acceptance = SetAcceptance.parse(body);
    return OptimisticUpdate.retrying(
            () ->
                visible(caller, setId)
                    .compose(
                        found -> {
                          NotarySet set = NotarySetWithShares.setOf(found);
                          if (!caller.actsFor(notary) || !set.has(notary)) {
                            throw new Forbidden("only a notary says that it has taken a set on");
                          }
                          return accept(found, set, notary, acceptance);
                        }))
        .map(kept -> acceptance.toJson());
  }

  private Future<Document> accept(
      Document found, NotarySet set, String notary, SetAcceptance acceptance) {
    return acceptance.toJson().equals(NotarySetWithShares.acceptancesOf(found).getValue(notary))
        ? Future.succeededFuture(found)
        : cards
            .of(notary, notary)
            .compose(owned -> rules.checkAcceptance(set, acceptance, owned))
            .compose(
                checked ->
                    store.put(
                        CryptoCollections.NOTARY_SETS,
                        NotarySetWithShares.accepted(found, notary, acceptance)))
            .map(stored -> found);
  }

  /** {@code {acceptances}} of a set that the caller owns. */
  Future<JsonObject> acceptances(Caller caller, String setId) {
    return owned(caller, setId)
        .map(
            found -> new JsonObject().put("acceptances", NotarySetWithShares.acceptancesOf(found)));
  }

  /** The document of a set that the caller owns. */
  Future<Document> owned(Caller caller, String setId) {
    return visible(caller, setId)
        .map(
            found -> {
              if (!caller.actsFor(NotarySetWithShares.setOf(found).owner())) {
                throw new Forbidden("only the owner of a notary set does this");
              }
              return found;
            });
  }

  /** Deletes a set at whatever revision; a set never changes, so any is the one. */
  Future<Void> delete(String owner, String setId) {
    return OptimisticUpdate.delete(store, CryptoCollections.NOTARY_SETS, setId, found -> true)
        .compose(deleted -> usage.leaveSet(owner, setId));
  }

  /** The document of a set that the caller owns or serves. */
  private Future<Document> visible(Caller caller, String setId) {
    if (!Ids.isUuid(setId)) {
      return Future.failedFuture(notFound());
    }
    return one(FairWorkers.turnOf(caller), setId)
        .map(
            found ->
                found
                    .filter(document -> isParty(caller, NotarySetWithShares.setOf(document)))
                    .orElseThrow(NotarySetStore::notFound));
  }

  private Future<Optional<Document>> one(String turn, String setId) {
    return LargeReads.one(
        store, CryptoCollections.NOTARY_SETS, memory, turn, setId, Future::succeededFuture);
  }

  private static boolean isParty(Caller caller, NotarySet set) {
    String self = caller.dataOwner();
    return self != null && (set.owner().equals(self) || set.has(self));
  }

  private static NotFound notFound() {
    return new NotFound("there is no such notary set, or it is not for the caller");
  }

  private static Conflict idInUse() {
    return new Conflict("this id is in use", null);
  }
}
