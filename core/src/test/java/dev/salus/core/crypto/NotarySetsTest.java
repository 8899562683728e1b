package dev.salus.core.crypto;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.protocol.NotarySet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Notary sets and their shares over the bus (protocol §9.4). */
class NotarySetsTest {

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private final Caller carol = salus.ownerCaller();
  private final Caller eve = salus.ownerCaller();
  private final TestKey aliceKey = salus.publish(alice);
  private final TestKey bobKey = salus.publish(bob);
  private final TestKey carolKey = salus.publish(carol);
  private final TestKey eveKey = salus.publish(eve);

  @AfterEach
  void close() {
    salus.close();
  }

  private NotarySet set() {
    return TestNotaries.set(aliceKey, 2, salus.now(), bobKey, carolKey);
  }

  private JsonObject body(NotarySet set) {
    return TestNotaries.body(set, bobKey, carolKey);
  }

  private Future<JsonObject> create(JsonObject body) {
    return crypto.createNotarySet(alice, body);
  }

  private JsonArray listed(Caller caller, String owner) {
    JsonObject query = owner == null ? new JsonObject() : new JsonObject().put("owner", owner);
    return await(crypto.notarySets(caller, query)).getJsonArray("items");
  }

  @Test
  void itsOwnerAndItsNotariesSeeASetAndEachNotaryItsShare() {
    NotarySet set = set();
    JsonObject body = body(set);

    assertThat(await(create(body))).isEqualTo(set.toJson());

    for (Caller party : List.of(alice, bob, carol)) {
      assertThat(listed(party, aliceKey.owner())).containsExactly(set.toJson());
      assertThat(listed(party, null)).containsExactly(set.toJson());
    }
    for (TestKey notary : List.of(bobKey, carolKey)) {
      Caller caller = notary == bobKey ? bob : carol;
      assertThat(await(crypto.notaryShare(caller, set.setId(), notary.owner())))
          .isEqualTo(
              new JsonObject()
                  .put("sealed", body.getJsonObject("shares").getJsonObject(notary.owner())));
    }
  }

  @Test
  void aShareThatDoesNotNameItsCardComesAsItWasSent() {
    NotarySet set = set();
    JsonObject body = body(set);
    String sealed = TestNotaries.sealedShare();
    body.getJsonObject("shares").put(bobKey.owner(), sealed);

    await(create(body));

    assertThat(await(crypto.notaryShare(bob, set.setId(), bobKey.owner())))
        .isEqualTo(new JsonObject().put("sealed", sealed));
  }

  @Test
  void nobodyElseSeesASetNorAnothersShare() {
    NotarySet set = set();
    await(create(body(set)));

    for (Caller stranger : List.of(eve, RunningSalus.ADMIN)) {
      failure(NotFound.class, crypto.notaryShare(stranger, set.setId(), bobKey.owner()));
      failure(NotFound.class, crypto.deleteNotarySet(stranger, set.setId()));
      failure(
          NotFound.class,
          crypto.askNotaries(
              stranger, set.setId(), new JsonObject().put("newKeyId", eveKey.keyId())));
    }
    assertThat(listed(eve, aliceKey.owner())).isEmpty();
    assertThat(listed(eve, null)).isEmpty();
    assertThat(listed(bob, carolKey.owner())).isEmpty();
    failure(Forbidden.class, crypto.notarySets(RunningSalus.ADMIN, new JsonObject()));
    failure(NotFound.class, crypto.notaryShare(alice, set.setId(), bobKey.owner()));
    failure(NotFound.class, crypto.notaryShare(alice, set.setId(), aliceKey.owner()));
    failure(NotFound.class, crypto.notaryShare(bob, set.setId(), carolKey.owner()));
    failure(Forbidden.class, crypto.deleteNotarySet(bob, set.setId()));
    failure(NotFound.class, crypto.notaryShare(bob, "x", bobKey.owner()));
  }

  @Test
  void anOwnerSeesWhichNotariesSignedThatTheyTookItOn() {
    NotarySet set = set();
    await(create(body(set)));
    assertThat(acceptances(set)).isEqualTo(new JsonObject());
    JsonObject bobs = TestNotaries.accepted(bobKey, set, salus.now()).toJson();

    assertThat(await(crypto.acceptNotarySet(bob, set.setId(), bobKey.owner(), bobs)))
        .isEqualTo(bobs);
    await(crypto.acceptNotarySet(bob, set.setId(), bobKey.owner(), bobs));

    assertThat(acceptances(set)).isEqualTo(new JsonObject().put(bobKey.owner(), bobs));
    assertThat(listed(alice, null)).containsExactly(set.toJson());
    failure(Forbidden.class, crypto.notaryAcceptances(bob, set.setId()));
    failure(NotFound.class, crypto.notaryAcceptances(eve, set.setId()));
  }

  @Test
  void nobodyElseTakesOnASetAndNoOtherOneIsTakenOn() {
    NotarySet set = set();
    await(create(body(set)));
    long now = salus.now();
    JsonObject bobs = TestNotaries.accepted(bobKey, set, now).toJson();
    JsonObject eves = TestNotaries.accepted(eveKey, set, now).toJson();

    failure(Forbidden.class, accepts(carol, set, bobKey, bobs));
    failure(Forbidden.class, accepts(alice, set, aliceKey, bobs));
    failure(NotFound.class, accepts(eve, set, eveKey, eves));
    assertInvalid("by", accepts(bob, set, bobKey, eves));
    assertInvalid("signature", accepts(bob, set, bobKey, bobs.copy().put("at", now + 1)));
    assertInvalid("signature", accepts(bob, set, bobKey, ofAnother(set, now)));
    assertInvalid(
        "at",
        accepts(bob, set, bobKey, TestNotaries.accepted(bobKey, set, now - 300_001).toJson()));
    assertThat(acceptances(set)).isEqualTo(new JsonObject());
  }

  private JsonObject ofAnother(NotarySet set, long now) {
    NotarySet other = TestNotaries.set(aliceKey, 1, set.createdAt(), bobKey, carolKey);
    return TestNotaries.accepted(bobKey, other, now).toJson();
  }

  private Future<JsonObject> accepts(
      Caller caller, NotarySet set, TestKey notary, JsonObject acceptance) {
    return crypto.acceptNotarySet(caller, set.setId(), notary.owner(), acceptance);
  }

  private JsonObject acceptances(NotarySet set) {
    return await(crypto.notaryAcceptances(alice, set.setId())).getJsonObject("acceptances");
  }

  @Test
  void theSameSetAgainIsAnsweredAsTheFirstTimeAndAnotherConflicts() {
    NotarySet set = set();
    JsonObject body = body(set);
    await(create(body));
    salus.clock().advance(Duration.ofHours(1));

    assertThat(await(create(body))).isEqualTo(set.toJson());
    failure(Conflict.class, create(body(set)));
    JsonObject later = body.copy();
    later.getJsonObject("set").put("createdAt", set.createdAt() + 1);
    failure(Conflict.class, create(later));
    NotarySet other =
        TestNotaries.signed(
            aliceKey, withId(TestNotaries.set(aliceKey, 1, salus.now(), bobKey), set));
    failure(Conflict.class, create(TestNotaries.body(other, bobKey)));
    NotarySet eves =
        TestNotaries.signed(eveKey, withId(TestNotaries.set(eveKey, 1, salus.now(), bobKey), set));
    failure(Conflict.class, crypto.createNotarySet(eve, TestNotaries.body(eves, bobKey)));
    assertThat(listed(alice, null)).containsExactly(set.toJson());
  }

  private static NotarySet withId(NotarySet set, NotarySet other) {
    return NotarySet.parse(set.toJson().put("setId", other.setId()));
  }

  @Test
  void ofTheSameCreatedManyTimesAtOnceThereIsOne() {
    JsonObject body = body(set());

    assertThat(settled(List.of(create(body), create(body), create(body), create(body))))
        .allMatch(Future::succeeded);
    assertThat(listed(bob, null)).hasSize(1);
  }

  @Test
  void aWrongFieldIsNamedAndNothingIsStored() {
    JsonObject good = body(set());
    String bobs = bobKey.owner();
    invalid("set.signature", good, set -> set.put("k", 1));
    invalid("set.signature", good, set -> set.put("recoveryId", TestKey.random(16)));
    invalid(
        "set.signature",
        good,
        set -> set.getJsonObject("commitments").put(bobs, TestKey.random(32)));
    invalid("set.signedBy", good, set -> set.put("signedBy", eveKey.keyId()));
    invalid("set.owner", good, set -> set.put("owner", eveKey.owner()));
    invalid("set.createdAt", good, set -> set.put("createdAt", salus.now() - 300_001));
    invalid("set.k", good, set -> set.put("k", 0));
    invalid("set.k", good, set -> set.put("k", 3));
    invalid("set.notaries", good, set -> set.put("notaries", new JsonArray()));
    invalid("set.notaries", good, set -> set.put("notaries", JsonArray.of(bobs, bobs)));
    invalid("set.commitments", good, set -> set.getJsonObject("commitments").remove(bobs));
    invalid("set.recoveryId", good, set -> set.put("recoveryId", TestKey.random(17)));
    invalid("set.more", good, set -> set.put("more", 1));
    assertThat(listed(alice, null)).isEmpty();
  }

  private void invalid(String field, JsonObject good, Consumer<JsonObject> change) {
    JsonObject bad = good.copy();
    change.accept(bad.getJsonObject("set"));
    assertInvalid(field, create(bad));
  }

  @Test
  void notariesAreSortedKnownAndSomebodyElse() {
    NotarySet set = set();
    JsonObject unsorted = body(set);
    List<String> backwards = List.of(set.notaries().get(1), set.notaries().get(0));
    unsorted.getJsonObject("set").put("notaries", new JsonArray(backwards));
    assertInvalid("set.notaries", create(unsorted));

    TestKey nobody = new TestKey(UUID.randomUUID().toString(), salus.now());
    NotarySet unknown = TestNotaries.set(aliceKey, 1, salus.now(), nobody);
    assertInvalid("set.notaries[0]", create(TestNotaries.body(unknown, nobody)));
    NotarySet own = TestNotaries.set(aliceKey, 1, salus.now(), aliceKey);
    assertInvalid("set.notaries[0]", create(TestNotaries.body(own, aliceKey)));
  }

  @Test
  void thereIsAShareForEachNotarySealedToItsUnretiredCards() {
    String bobs = bobKey.owner();
    String share = "shares." + bobs;
    JsonObject good = body(set());
    TestKey retired = salus.publish(bob);
    await(crypto.retire(bob, bobs, retired.keyId(), bobKey.retire(retired, salus.now()).toJson()));

    share(good, "shares", shares -> shares.remove(bobs));
    share(good, "shares", shares -> shares.put(eveKey.owner(), shares.getValue(bobs)));
    share(good, share, shares -> shares.put(bobs, new JsonObject()));
    share(good, share, shares -> shares.put(bobs, TestKey.random(32)));
    for (TestKey wrong : List.of(eveKey, aliceKey, carolKey, retired)) {
      share(
          good,
          share + "." + wrong.keyId(),
          shares -> shares.getJsonObject(bobs).put(wrong.keyId(), TestNotaries.sealedShare()));
    }
    share(
        good,
        share + "." + bobKey.keyId(),
        shares -> shares.getJsonObject(bobs).put(bobKey.keyId(), TestKey.random(32)));
    share(good, share, shares -> shares.getJsonObject(bobs).put("key", TestNotaries.sealedShare()));
    assertThat(listed(bob, null)).isEmpty();
    await(create(good));
  }

  private void share(JsonObject good, String field, Consumer<JsonObject> change) {
    JsonObject bad = good.copy();
    change.accept(bad.getJsonObject("shares"));
    assertInvalid(field, create(bad));
  }

  @Test
  void aRetiredCardSignsNoSet() {
    TestKey retired = salus.publish(alice);
    await(
        crypto.retire(
            alice,
            aliceKey.owner(),
            retired.keyId(),
            aliceKey.retire(retired, salus.now()).toJson()));
    NotarySet set = TestNotaries.set(retired, 1, salus.now(), bobKey);

    assertInvalid("set.signedBy", create(TestNotaries.body(set, bobKey)));
  }

  @Test
  void nobodyHasMoreThanTheMostUntilOneIsDeleted() {
    NotarySet first = set();
    await(create(body(first)));
    for (int i = 1; i < Quota.NOTARY_SETS.usual(); i++) {
      await(create(body(set())));
    }
    failure(QuotaExceeded.class, create(body(set())));

    await(crypto.deleteNotarySet(alice, first.setId()));

    failure(NotFound.class, crypto.notaryShare(bob, first.setId(), bobKey.owner()));
    failure(NotFound.class, crypto.deleteNotarySet(alice, first.setId()));
    await(create(body(set())));
  }

  @Test
  void listsAreBoundedAndGoOnWithACursor() {
    for (int i = 0; i < 3; i++) {
      await(create(body(set())));
      salus.clock().advance(Duration.ofSeconds(1));
    }
    JsonObject query = new JsonObject().put("limit", 2);

    JsonObject first = await(crypto.notarySets(bob, query));
    JsonObject second =
        await(crypto.notarySets(bob, query.copy().put("cursor", first.getString("next"))));

    assertThat(first.getJsonArray("items")).hasSize(2);
    assertThat(second.getJsonArray("items")).hasSize(1);
    assertThat(second.getString("next")).isNull();
    assertInvalid("limit", crypto.notarySets(bob, new JsonObject().put("limit", 0)));
    assertInvalid("owner", crypto.notarySets(bob, new JsonObject().put("owner", "me")));
  }
}
