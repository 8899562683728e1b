package dev.salus.core.crypto;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.core.crypto.CardStore.StoredCards;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.quota.OwnerQuotas;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.OptimisticUpdate;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.protocol.Endorsement;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Publishing, endorsing, retiring and listing key cards (protocol §2). */
final class Cards {

  private final CardStore store;
  private final FairWorkers workers;
  private final CardRules rules;
  private final IdentityService identity;
  private final Consumer<String> changed;
  private final Counterparts counterparts;
  private final OwnerQuotas quotas;

  /**
   * @param changed is told the owner after each stored change, before the answer
   * @param counterparts are told of a card that nobody vouches for
   * @param quotas say how many cards there may be
   */
  Cards(
      CardStore store,
      FairWorkers workers,
      CardRules rules,
      IdentityService identity,
      Consumer<String> changed,
      Counterparts counterparts,
      OwnerQuotas quotas) {
    this.store = store;
    this.workers = workers;
    this.rules = rules;
    this.identity = identity;
    this.changed = changed;
    this.counterparts = counterparts;
    this.quotas = quotas;
  }

  /** {@code {items: [card], unvouched?: [keyId], next?}}. */
  Future<JsonObject> list(Caller caller, String owner, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    PageRequest page = PageRequest.read(in);
    in.end();
    String turn = FairWorkers.turnOf(caller);
    return store
        .stored(turn, owner)
        .compose(found -> requireDataOwner(found).map(found.cards()))
        .compose(cards -> workers.run(turn, () -> answer(cards, page)));
  }

  private static JsonObject answer(OwnerCards cards, PageRequest page) {
    JsonObject answer = ListPages.ofWhole(cards.cards(), page, KeyCard::keyId, KeyCard::toJson);
    Set<String> shown =
        answer.getJsonArray("items").stream()
            .map(card -> ((JsonObject) card).getString("keyId"))
            .collect(Collectors.toSet());
    List<String> unvouched =
        new Vouching(cards).unvouched().stream().filter(shown::contains).toList();
    return unvouched.isEmpty() ? answer : answer.put("unvouched", new JsonArray(unvouched));
  }

  Future<JsonObject> publish(Caller caller, String owner, JsonObject body) {
    KeyCard card = KeyCard.parse(body);
    requireOwner(caller, owner);
    if (!card.owner().equals(owner)) {
      throw new Invalid("owner", "owner: must be the data owner that the card is published for");
    }
    if (card.retired() != null) {
      throw new Invalid("retired", "retired: a card is not retired when it is published");
    }
    return rules
        .checkKeys(card)
        .compose(checked -> OptimisticUpdate.retrying(() -> tryToPublish(caller, card)))
        .map(KeyCard::toJson);
  }

  private Future<KeyCard> tryToPublish(Caller caller, KeyCard card) {
    return store
        .stored(FairWorkers.turnOf(caller), card.owner())
        .compose(found -> requireDataOwner(found).map(found))
        .compose(found -> publishAt(found, caller, card));
  }

  private Future<KeyCard> publishAt(StoredCards found, Caller caller, KeyCard card) {
    OwnerCards cards = found.cards();
    Optional<KeyCard> known = cards.find(card.keyId());
    if (known.isPresent()) {
      return Future.succeededFuture(requireSame(known.get(), card));
    }
    OwnerCards more = cards.published(card, caller.publisher());
    return requireRoom(more)
        .compose(room -> rules.checkEndorsements(card, cards))
        .compose(checked -> store.claimKey(card.keyId(), card.owner()))
        .compose(claimed -> store.put(found, more))
        .map(stored -> announcedNew(card, more));
  }

  /** The card that is there, if it is the one that is sent, and has all that this brings. */
  private static KeyCard requireSame(KeyCard known, KeyCard card) {
    if (!known.bare().equals(card.bare())) {
      throw new Conflict("another card has this keyId", null);
    }
    if (!known.endorsements().containsAll(card.endorsements())) {
      throw new Conflict("this card is there without these endorsements: add them to it", null);
    }
    return known;
  }

  private Future<Void> requireRoom(OwnerCards more) {
    long live = more.cards().stream().filter(card -> card.retired() == null).count();
    return quotas
        .require(more.owner(), Quota.CARDS, more.cards().size())
        .compose(room -> quotas.require(more.owner(), Quota.LIVE_CARDS, live));
  }

  private KeyCard announcedNew(KeyCard card, OwnerCards cards) {
    if (new Vouching(cards).unvouched().contains(card.keyId())) {
      counterparts.tell(card.owner(), card.keyId());
    }
    return announced(card);
  }

  Future<JsonObject> endorse(Caller caller, String owner, String keyId, JsonObject body) {
    Endorsement endorsement = whole(body, Endorsement::read);
    return change(
        caller,
        owner,
        keyId,
        (card, cards) ->
            rules
                .endorsementIsNew(card, endorsement)
                .compose(
                    isNew ->
                        isNew
                            ? rules
                                .checkEndorsement(card, endorsement, cards, "")
                                .map(checked -> card.withEndorsement(endorsement))
                            : Future.succeededFuture(card)));
  }

  Future<JsonObject> retire(Caller caller, String owner, String keyId, JsonObject body) {
    Retirement retirement = whole(body, Retirement::read);
    return change(
        caller,
        owner,
        keyId,
        (card, cards) ->
            retirement.equals(card.retired())
                ? Future.succeededFuture(card)
                : rules
                    .checkRetirement(card, retirement, cards, caller.publisher())
                    .map(checked -> card.withRetirement(retirement)));
  }

  private Future<JsonObject> change(
      Caller caller,
      String owner,
      String keyId,
      BiFunction<KeyCard, OwnerCards, Future<KeyCard>> change) {
    return OptimisticUpdate.retrying(
            () ->
                store
                    .stored(FairWorkers.turnOf(caller), owner)
                    .compose(found -> changeAt(caller, found, keyId, change)))
        .map(KeyCard::toJson);
  }

  private Future<KeyCard> changeAt(
      Caller caller,
      StoredCards found,
      String keyId,
      BiFunction<KeyCard, OwnerCards, Future<KeyCard>> change) {
    OwnerCards cards = found.cards();
    KeyCard card =
        cards
            .find(keyId)
            .orElseThrow(() -> new NotFound("the data owner has no card with this keyId"));
    requireOwner(caller, cards.owner());
    return change
        .apply(card, cards)
        .compose(
            changedCard ->
                changedCard.equals(card)
                    ? Future.succeededFuture(card)
                    : store
                        .put(found, cards.with(changedCard))
                        .map(stored -> announced(changedCard)));
  }

  private KeyCard announced(KeyCard card) {
    changed.accept(card.owner());
    return card;
  }

  private Future<Void> requireDataOwner(StoredCards found) {
    return found.areThere()
        ? Future.succeededFuture()
        : identity
            .dataOwnerExists(found.cards().owner())
            .compose(
                exists ->
                    exists
                        ? Future.succeededFuture()
                        : Future.failedFuture(new NotFound("there is no such data owner")));
  }

  private static void requireOwner(Caller caller, String owner) {
    if (!caller.actsFor(owner)) {
      throw new Forbidden("only the data owner itself changes its cards");
    }
  }

  private static <T> T whole(JsonObject body, Function<FieldReader, T> read) {
    FieldReader in = FieldReader.of(body);
    T value = read.apply(in);
    in.end();
    return value;
  }
}
