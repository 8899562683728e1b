package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.LargeReads;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.storeaccess.RequestDirection;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ShareReturn;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asking the notaries of a set for their shares, and giving them back (protocol §9.4). */
final class NotaryRequests {

  private final DocumentStore store;
  private final ReadMemory memory;
  private final CardStore cards;
  private final NotarySetStore sets;
  private final NotaryRules rules;
  private final NotaryUsage usage;
  private final Clock clock;

  /**
   * @param memory for requests, which have all the shares that were given back
   */
  NotaryRequests(
      DocumentStore store,
      ReadMemory memory,
      CardStore cards,
      NotarySetStore sets,
      NotaryRules rules,
      NotaryUsage usage,
      Clock clock) {
    this.store = store;
    this.memory = memory;
    this.cards = cards;
    this.sets = sets;
    this.rules = rules;
    this.usage = usage;
    this.clock = clock;
  }

  /** Asks the notaries of one of the caller's sets; asking again is the same request. */
  Future<JsonObject> ask(Caller caller, String setId, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String newKeyId = in.base64("newKeyId", KeyCard.KEY_ID_BYTES);
    in.end();
    return sets.owned(caller, setId)
        .map(NotarySetWithShares::setOf)
        .compose(
            set ->
                cards
                    .of(set.owner(), set.owner())
                    .map(
                        owned -> {
                          rules.checkAsking(newKeyId, owned);
                          return NotaryRequest.to(set, newKeyId, clock.millis());
                        }))
        .compose(this::createOrFind)
        .compose(request -> requireSet(caller, request))
        .map(request -> request.shownTo(request.owner()));
  }

  private Future<NotaryRequest> createOrFind(NotaryRequest request) {
    return OptimisticUpdate.retrying(
        () ->
            one(request.owner(), request.id())
                .compose(
                    found ->
                        found.isPresent()
                            ? Future.succeededFuture(NotaryRequest.of(found.get()))
                            : create(request)));
  }

  private Future<NotaryRequest> create(NotaryRequest request) {
    Document document = Document.create(request.id(), request.toBody());
    return usage
        .enterRequest(request)
        .compose(entered -> store.put(CryptoCollections.NOTARY_REQUESTS, document))
        .map(request);
  }

  /** A set that was deleted meanwhile leaves no request behind. */
  private Future<NotaryRequest> requireSet(Caller caller, NotaryRequest request) {
    return sets.owned(caller, request.setId())
        .map(request)
        .recover(
            failure ->
                failure instanceof NotFound
                    ? drop(request.owner(), List.of(request.id()))
                        .transform(dropped -> Future.failedFuture(failure))
                    : Future.failedFuture(failure));
  }

  /**
   * A page of requests, newest first.
   *
   * @param query {@code {for: "me"} or {by: "me"}, limit?, cursor?}
   */
  Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    RequestDirection direction = RequestDirection.read(in);
    PageRequest page = PageRequest.read(in);
    in.end();
    String self = caller.requireDataOwner();
    String index =
        direction == RequestDirection.FOR_ME
            ? CryptoCollections.BY_NOTARY
            : CryptoCollections.BY_OWNER;
    return ListPages.inTurns(
        memory,
        self,
        store,
        CryptoCollections.NOTARY_REQUESTS,
        page.of(index, self).newestFirst(),
        document -> NotaryRequest.of(document).shownTo(self));
  }

  /** Gives the caller's share back; another one in its place is the caller's to give too. */
  Future<JsonObject> giveBack(Caller caller, String id, String notary, JsonObject body) {
    FieldReader.uuid(notary, "notary");
    ShareReturn returned = ShareReturn.parse(body);
    return OptimisticUpdate.retrying(
        () ->
            visible(caller, id)
                .compose(
                    found -> {
                      if (!caller.actsFor(notary)
                          || !NotaryRequest.of(found).notaries().contains(notary)) {
                        throw new Forbidden("a share is given back by its notary only");
                      }
                      return giveBackAt(found, notary, returned);
                    }));
  }

  private Future<JsonObject> giveBackAt(Document found, String notary, ShareReturn returned) {
    NotaryRequest request = NotaryRequest.of(found);
    if (request.has(notary, returned)) {
      return Future.succeededFuture(request.shownTo(notary));
    }
    NotaryRequest more = request.with(notary, returned);
    return cards
        .ofAll(notary, List.of(request.owner(), notary))
        .compose(both -> rules.checkReturn(request, returned, both.get(0), both.get(1)))
        .compose(
            checked -> store.put(CryptoCollections.NOTARY_REQUESTS, found.withBody(more.toBody())))
        .map(stored -> more.shownTo(notary));
  }

  /** Deletes a request of the caller's. */
  Future<Void> delete(Caller caller, String id) {
    return visible(caller, id)
        .compose(
            found -> {
              String owner = NotaryRequest.of(found).owner();
              if (!caller.actsFor(owner)) {
                throw new Forbidden("only the one who asks deletes a request");
              }
              return drop(owner, List.of(id));
            });
  }

  /** Deletes one of the caller's sets, and the requests to its notaries before it. */
  Future<Void> deleteSet(Caller caller, String setId) {
    return sets.owned(caller, setId)
        .map(found -> NotarySetWithShares.setOf(found).owner())
        .compose(
            owner -> dropAll(owner, setId, null).compose(dropped -> sets.delete(owner, setId)));
  }

  private Future<Void> dropAll(String owner, String setId, @Nullable String cursor) {
    Query ofSet = Query.of(CryptoCollections.BY_SET, PageRequest.DEFAULT_LIMIT, setId);
    return store
        .query(CryptoCollections.NOTARY_REQUESTS, ofSet.after(cursor))
        .compose(page -> dropPage(owner, page))
        .compose(
            page ->
                page.next() == null
                    ? Future.succeededFuture()
                    : dropAll(owner, setId, page.next()));
  }

  private Future<Page> dropPage(String owner, Page page) {
    return drop(owner, page.items().stream().map(Document::id).toList()).map(page);
  }

  private Future<Void> drop(String owner, List<String> ids) {
    return Future.join(ids.stream().map(this::drop).toList())
        .compose(dropped -> usage.leaveRequests(owner, ids));
  }

  private Future<Void> drop(String id) {
    return OptimisticUpdate.delete(store, CryptoCollections.NOTARY_REQUESTS, id, found -> true);
  }

  private Future<Optional<Document>> one(String turn, String id) {
    return LargeReads.one(
        store, CryptoCollections.NOTARY_REQUESTS, memory, turn, id, Future::succeededFuture);
  }

  private Future<Document> visible(Caller caller, String id) {
    if (!Ids.isUuid(id)) {
      return Future.failedFuture(notFound());
    }
    String self = caller.dataOwner();
    return one(FairWorkers.turnOf(caller), id)
        .map(
            found ->
                found
                    .filter(document -> self != null && NotaryRequest.of(document).isFor(self))
                    .orElseThrow(NotaryRequests::notFound));
  }

  private static NotFound notFound() {
    return new NotFound("there is no such request, or it is not for the caller");
  }
}
