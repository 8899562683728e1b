package dev.salus.core.crypto;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.api.event.CardsChanged;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.KeyCard;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publishing and endorsing cards (protocol §2). */
class CardsTest {

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller caller = salus.ownerCaller();
  private final String owner = caller.requireDataOwner();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void aPublishedCardIsListedToEverybodyAsItWasSent() {
    TestKey first = salus.publish(caller);
    TestKey second = salus.publish(caller);

    assertThat(
            await(crypto.cards(salus.ownerCaller(), owner, new JsonObject())).getJsonArray("items"))
        .containsExactly(first.json(), second.json());
  }

  @Test
  void anOwnerWithoutCardsHasNoneAndAnUnknownOwnerIsNotFound() {
    assertThat(await(crypto.cards(caller, owner, new JsonObject())).getJsonArray("items"))
        .isEmpty();

    failure(NotFound.class, crypto.cards(caller, UUID.randomUUID().toString(), new JsonObject()));
  }

  @Test
  void theSameCardAgainIsAnsweredAsStored() {
    TestKey first = salus.publish(caller);
    TestKey second = salus.publish(caller);
    await(crypto.endorse(caller, owner, first.keyId(), second.endorse(first).toJson()));

    JsonObject again = await(crypto.publishCard(caller, owner, first.json()));

    assertThat(again.getJsonArray("endorsements")).hasSize(1);
    assertThat(cards()).hasSize(2);
  }

  @Test
  void oneCardPublishedManyTimesAtOnceIsOne() {
    TestKey key = new TestKey(owner, salus.now());
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      attempts.add(crypto.publishCard(caller, owner, key.json()));
    }

    assertThat(settled(attempts)).allMatch(Future::succeeded);
    assertThat(cards()).containsExactly(key.json());
  }

  @Test
  void cardsOfManyDevicesPublishedAtOnceAreAllKept() {
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      attempts.add(crypto.publishCard(caller, owner, new TestKey(owner, i).json()));
    }

    assertThat(settled(attempts)).allMatch(Future::succeeded);
    assertThat(cards()).hasSize(5);
  }

  @Test
  void anotherCardWithTheKeyIdConflicts() {
    TestKey key = salus.publish(caller);
    long later = salus.now() + 1;
    String signature = key.sign(KeyCard.signedBytes(owner, key.keyId(), later));
    JsonObject other = key.json().put("createdAt", later).put("signature", signature);

    failure(Conflict.class, crypto.publishCard(caller, owner, other));
  }

  @Test
  void t18_aCardThatNothingCanBeSealedToIsRefused() {
    TestKey impossible = TestKey.withImpossibleKem(owner, salus.now());

    assertInvalid("kem", crypto.publishCard(caller, owner, impossible.json()));

    assertThat(cards()).isEmpty();
  }

  @Test
  void aKeyBelongsToOneOwnerOnly() {
    TestKey key = salus.publish(caller);
    Caller other = salus.ownerCaller();
    JsonObject copy = key.cardOf(other.requireDataOwner()).toJson();

    failure(Conflict.class, crypto.publishCard(other, other.requireDataOwner(), copy));
    assertThat(
            await(crypto.cards(caller, other.requireDataOwner(), new JsonObject()))
                .getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsFieldAndNotStored() {
    TestKey key = new TestKey(owner, salus.now());
    TestKey stranger = new TestKey(owner, salus.now());
    String other = salus.dataOwner("patient");

    assertInvalid("owner", publish(new TestKey(other, salus.now()).json()));
    assertInvalid("keyId", publish(key.json().put("keyId", stranger.keyId())));
    assertInvalid("signature", publish(key.json().put("signature", TestKey.random(64))));
    assertInvalid("signature", publish(key.json().put("createdAt", salus.now() + 1)));
    assertInvalid("kem", publish(key.json().put("kem", TestKey.random(1215))));
    assertInvalid("surprise", publish(key.json().put("surprise", 1)));
    assertInvalid(
        "retired", publish(key.json().put("retired", key.retire(key, salus.now()).toJson())));
    assertInvalid(
        "endorsements[0].by",
        publish(
            key.json().put("endorsements", new JsonArray().add(stranger.endorse(key).toJson()))));
    failure(Forbidden.class, crypto.publishCard(salus.ownerCaller(), owner, key.json()));
    assertThat(cards()).isEmpty();
  }

  @Test
  void aCardMayComeEndorsed() {
    TestKey first = salus.publish(caller);
    TestKey second = new TestKey(owner, salus.now());
    JsonArray endorsements = new JsonArray().add(first.endorse(second).toJson());

    JsonObject published = await(publish(second.json().put("endorsements", endorsements)));

    assertThat(published.getJsonArray("endorsements")).isEqualTo(endorsements);
  }

  @Test
  void anEndorsementThatComesWithACardThatIsThereIsNotLostUnseen() {
    TestKey first = salus.publish(caller);
    TestKey second = salus.publish(caller);
    JsonObject endorsed =
        second.json().put("endorsements", new JsonArray().add(first.endorse(second).toJson()));

    failure(Conflict.class, publish(endorsed));
    await(endorse(second, first.endorse(second).toJson()));
    assertThat(await(publish(endorsed))).isEqualTo(endorsed);
  }

  @Test
  void endorsementsAreByOtherLiveCardsOfTheOwnerOnly() {
    TestKey first = salus.publish(caller);
    TestKey second = salus.publish(caller);
    Caller other = salus.ownerCaller();
    TestKey foreign = salus.publish(other);

    assertInvalid("by", endorse(first, first.endorse(first).toJson()));
    assertInvalid("by", endorse(first, foreign.endorse(first).toJson()));
    assertInvalid("signature", endorse(first, second.endorse(second).toJson()));
    failure(
        Forbidden.class,
        crypto.endorse(other, owner, first.keyId(), second.endorse(first).toJson()));
    failure(
        NotFound.class,
        crypto.endorse(caller, owner, foreign.keyId(), second.endorse(foreign).toJson()));
    await(crypto.retire(caller, owner, second.keyId(), first.retire(second, salus.now()).toJson()));
    assertInvalid("by", endorse(first, second.endorse(first).toJson()));
    assertThat(cards().getJsonObject(0)).isEqualTo(first.json());
  }

  @Test
  void anEndorsementAgainIsAnsweredAsTheFirstTimeAndAnotherByTheSameCardConflicts() {
    TestKey first = salus.publish(caller);
    TestKey second = salus.publish(caller);
    JsonObject endorsement = second.endorse(first).toJson();

    JsonObject once = await(endorse(first, endorsement));
    assertThat(await(endorse(first, endorsement))).isEqualTo(once);
    failure(
        Conflict.class, endorse(first, endorsement.copy().put("signature", TestKey.random(64))));
    assertThat(cards().getJsonObject(0)).isEqualTo(once);
  }

  @Test
  void endorsementsByManyAtOnceAreAllKept() {
    TestKey target = salus.publish(caller);
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      attempts.add(endorse(target, salus.publish(caller).endorse(target).toJson()));
    }

    assertThat(settled(attempts)).allMatch(Future::succeeded);
    assertThat(cards().getJsonObject(0).getJsonArray("endorsements")).hasSize(5);
  }

  @Test
  void eachChangeIsAnnounced() {
    Promise<CardsChanged> announced = Promise.promise();
    salus
        .vertx()
        .eventBus()
        .<JsonObject>consumer(
            Addresses.CARD_EVENTS,
            event -> announced.tryComplete(CardsChanged.fromJson(event.body())));

    salus.publish(caller);

    assertThat(await(announced.future()).owner()).isEqualTo(owner);
  }

  @Test
  void anOwnerHasABoundedNumberOfCards() {
    for (int i = 0; i < Quota.LIVE_CARDS.usual(); i++) {
      salus.publish(caller);
    }

    failure(QuotaExceeded.class, publish(new TestKey(owner, salus.now()).json()));
  }

  private Future<JsonObject> publish(JsonObject card) {
    return crypto.publishCard(caller, owner, card);
  }

  private Future<JsonObject> endorse(TestKey target, JsonObject endorsement) {
    return crypto.endorse(caller, owner, target.keyId(), endorsement);
  }

  private JsonArray cards() {
    return await(crypto.cards(caller, owner, new JsonObject())).getJsonArray("items");
  }
}
