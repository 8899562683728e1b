package dev.salus.core.sharing;

import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.ManyDocuments;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.storeaccess.RequestDirection;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.protocol.StrictJson;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests to give access back, one for each counterpart (protocol §9.3). */
final class CounterpartRequests {

  private static final String BY_COUNTERPART = "by-counterpart";
  private static final String BY_OWNER = "by-owner";

  /** How many exchange records one call looks at for counterparts. */
  private static final int RECORDS_AT_ONCE = 200;

  static final CollectionSpec SPEC =
      CollectionSpec.of(
          "access-back",
          IndexSpec.of(BY_COUNTERPART, KeyPart.of("openFor"), KeyPart.of("createdAt")),
          IndexSpec.of(BY_OWNER, KeyPart.of("owner"), KeyPart.of("createdAt")));

  /** With which cards each data owner has asked. */
  static final CollectionSpec USAGE = CollectionSpec.of("access-back-usage");

  private final DocumentStore store;
  private final ReadMemory memory;
  private final Clock clock;
  private final CryptoService crypto;
  private final Usage usage;

  /**
   * @param memory for lists
   */
  CounterpartRequests(DocumentStore store, ReadMemory memory, Clock clock, CryptoService crypto) {
    this.store = store;
    this.memory = memory;
    this.clock = clock;
    this.crypto = crypto;
    this.usage = new Usage(store, USAGE.name(), clock);
  }

  /**
   * Whom to ask, and where to go on.
   *
   * @param next null if these are the last
   */
  private record Counterparts(List<String> ids, @Nullable String next) {}

  /** Asks one counterpart, or those of a page of the caller's exchange records. */
  Future<JsonObject> ask(Caller caller, JsonObject body) {
    FieldReader in = FieldReader.of(body);
    String newKeyId = in.base64("newKeyId", KeyCard.KEY_ID_BYTES);
    String counterpart = in.optionalUuid("counterpart");
    String cursor = in.optionalText("cursor");
    in.end();
    if (counterpart != null && cursor != null) {
      throw in.violation(Kind.VALUE, "cursor", "goes on asking all counterparts, not one");
    }
    String owner = caller.requireDataOwner();
    return requireLive(caller, owner, newKeyId)
        .compose(
            live ->
                counterpart == null
                    ? counterparts(caller, owner, cursor)
                    : counterpart(caller, owner, counterpart))
        .compose(asked -> mayAsk(owner, newKeyId, asked).map(asked))
        .compose(asked -> ask(owner, newKeyId, asked));
  }

  /**
   * A request follows from owner, card and counterpart, so who asks for few cards has few requests
   * to each counterpart. What was asked stays, and so does that it was.
   */
  private Future<Void> mayAsk(String owner, String newKeyId, Counterparts asked) {
    return asked.ids().isEmpty()
        ? Future.succeededFuture()
        : usage.enter(
            owner,
            new Usage.Thing(newKeyId, 1, StrictJson.MAX_INTEGER),
            new Usage.Limit(
                Quota.ACCESS_BACK_CARDS,
                () -> crypto.quota(owner, Quota.ACCESS_BACK_CARDS.wireName())),
            Future::succeededFuture);
  }

  private Future<Void> requireLive(Caller caller, String owner, String newKeyId) {
    return allCards(caller, owner, new JsonObject().put("limit", Query.MAX_LIMIT))
        .map(
            cards -> {
              boolean live =
                  cards.stream()
                      .anyMatch(
                          card ->
                              newKeyId.equals(card.getString("keyId"))
                                  && !card.containsKey("retired"));
              if (!live) {
                throw new Invalid("newKeyId", "newKeyId: must be an unretired card of the caller");
              }
              return null;
            });
  }

  private Future<List<JsonObject>> allCards(Caller caller, String owner, JsonObject query) {
    return crypto
        .cards(caller, owner, query)
        .compose(
            page -> {
              List<JsonObject> cards = objects(page).toList();
              String next = page.getString("next");
              return next == null
                  ? Future.succeededFuture(cards)
                  : allCards(caller, owner, query.copy().put("cursor", next))
                      .map(more -> Stream.concat(cards.stream(), more.stream()).toList());
            });
  }

  private Future<Counterparts> counterparts(Caller caller, String owner, @Nullable String cursor) {
    JsonObject query = new JsonObject().put("limit", RECORDS_AT_ONCE);
    return crypto
        .exchanges(caller, cursor == null ? query : query.put("cursor", cursor))
        .map(
            page ->
                new Counterparts(
                    objects(page)
                        .flatMap(r -> Stream.of(r.getString("delegator"), r.getString("delegate")))
                        .filter(party -> !party.equals(owner))
                        .distinct()
                        .toList(),
                    page.getString("next")));
  }

  private Future<Counterparts> counterpart(Caller caller, String owner, String counterpart) {
    return Future.all(hasRecord(caller, owner, counterpart), hasRecord(caller, counterpart, owner))
        .map(
            both -> {
              if (counterpart.equals(owner)
                  || both.<Boolean>list().stream().noneMatch(has -> has)) {
                throw new Invalid(
                    "counterpart", "counterpart: must be somebody the caller shares with");
              }
              return new Counterparts(List.of(counterpart), null);
            });
  }

  private Future<Boolean> hasRecord(Caller caller, String delegator, String delegate) {
    JsonObject query =
        new JsonObject().put("delegator", delegator).put("delegate", delegate).put("limit", 1);
    return crypto.exchanges(caller, query).map(page -> objects(page).findAny().isPresent());
  }

  private Future<JsonObject> ask(String owner, String newKeyId, Counterparts asked) {
    List<Document> made =
        asked.ids().stream()
            .map(each -> CounterpartRequest.of(owner, newKeyId, each, clock.millis()))
            .map(request -> Document.create(request.id(), request.toBody()))
            .toList();
    Future<List<PutResult>> put =
        made.isEmpty()
            ? Future.succeededFuture(List.of())
            : store.putMany(SPEC.name(), made).compose(CounterpartRequests::requireStored);
    return put.compose(stored -> stored(made))
        .compose(requests -> reopen(made, requests))
        .map(requests -> answer(requests, asked.next()));
  }

  /** One that is there already was asked before. */
  private static Future<List<PutResult>> requireStored(List<PutResult> results) {
    for (PutResult result : results) {
      if (result instanceof PutResult.Refused refused
          && !(refused.reason() instanceof RevisionConflict)) {
        StoreException reason = refused.reason();
        return Future.failedFuture(reason);
      }
    }
    return Future.succeededFuture(results);
  }

  /** Who asks again after it was said to be done still misses something. */
  private Future<List<Optional<Document>>> reopen(
      List<Document> made, List<Optional<Document>> requests) {
    List<Document> again =
        requests.stream()
            .flatMap(Optional::stream)
            .filter(document -> CounterpartRequest.of(document).doneAt() != null)
            .map(document -> document.withBody(CounterpartRequest.of(document).open().toBody()))
            .toList();
    return again.isEmpty()
        ? Future.succeededFuture(requests)
        : store
            .putMany(SPEC.name(), again)
            .compose(CounterpartRequests::requireStored)
            .compose(stored -> stored(made));
  }

  private Future<List<Optional<Document>>> stored(List<Document> made) {
    return made.isEmpty()
        ? Future.succeededFuture(List.of())
        : ManyDocuments.each(
            store, SPEC.name(), made.stream().map(Document::id).toList(), found -> found);
  }

  private static JsonObject answer(List<Optional<Document>> requests, @Nullable String next) {
    JsonArray items = new JsonArray();
    requests.stream()
        .flatMap(Optional::stream)
        .forEach(document -> items.add(CounterpartRequest.of(document).toJson()));
    JsonObject answer = new JsonObject().put("items", items);
    return next == null ? answer : answer.put("next", next);
  }

  /** A page of requests to the caller that are open, or by the caller, newest first. */
  Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    RequestDirection direction = RequestDirection.read(in);
    PageRequest page = PageRequest.read(in);
    in.end();
    String index = direction == RequestDirection.FOR_ME ? BY_COUNTERPART : BY_OWNER;
    String self = caller.requireDataOwner();
    return ListPages.inTurns(
        memory,
        self,
        store,
        SPEC.name(),
        page.of(index, self).newestFirst(),
        document -> CounterpartRequest.of(document).toJson());
  }

  /** Says that a request to the caller is done. */
  Future<JsonObject> done(Caller caller, String id) {
    return OptimisticUpdate.retrying(
            () -> visible(caller, id).compose(found -> doneAt(caller, found)))
        .map(CounterpartRequest::toJson);
  }

  private Future<CounterpartRequest> doneAt(Caller caller, Document found) {
    CounterpartRequest request = CounterpartRequest.of(found);
    if (!caller.actsFor(request.counterpart())) {
      throw new Forbidden("only the one who is asked says that it is done");
    }
    if (request.doneAt() != null) {
      return Future.succeededFuture(request);
    }
    CounterpartRequest done = request.doneAt(clock.millis());
    return store.put(SPEC.name(), found.withBody(done.toBody())).map(done);
  }

  private Future<Document> visible(Caller caller, String id) {
    if (!Ids.isUuid(id)) {
      return Future.failedFuture(notFound());
    }
    return store
        .get(SPEC.name(), id)
        .map(
            found ->
                found
                    .filter(document -> isParty(caller, CounterpartRequest.of(document)))
                    .orElseThrow(CounterpartRequests::notFound));
  }

  private static boolean isParty(Caller caller, CounterpartRequest request) {
    return caller.actsFor(request.owner()) || caller.actsFor(request.counterpart());
  }

  private static NotFound notFound() {
    return new NotFound("there is no such request, or it is not for the caller");
  }

  private static Stream<JsonObject> objects(JsonObject answer) {
    return answer.getJsonArray("items").stream().map(JsonObject.class::cast);
  }
}
