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
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.ExchangeRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Making and reading exchange records (protocol §3). */
class ExchangesTest {

  private static final long FIVE_MINUTES = Duration.ofMinutes(5).toMillis();

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private final Caller eve = salus.ownerCaller();
  private TestKey aliceKey;
  private TestKey bobKey;
  private TestKey eveKey;

  @BeforeEach
  void publish() {
    aliceKey = salus.publish(alice);
    bobKey = salus.publish(bob);
    eveKey = salus.publish(eve);
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void aRecordIsReadByItsPartiesAndNobodyElse() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());

    assertThat(await(create(record))).isEqualTo(record.toJson());
    assertThat(await(crypto.exchange(alice, record.id()))).isEqualTo(record.toJson());
    assertThat(await(crypto.exchange(bob, record.id()))).isEqualTo(record.toJson());
    failure(NotFound.class, crypto.exchange(eve, record.id()));
    failure(NotFound.class, crypto.exchange(RunningSalus.ADMIN, record.id()));
    failure(NotFound.class, crypto.exchange(alice, UUID.randomUUID().toString()));
    failure(NotFound.class, crypto.exchange(alice, "../key-cards"));
  }

  @Test
  void aRecordWithOneselfNeedsOneEntry() {
    ExchangeRecord record =
        TestExchange.signed(
            aliceKey, aliceKey.owner(), salus.now(), TestExchange.sealedTo(aliceKey));

    assertThat(await(create(record))).isEqualTo(record.toJson());
    assertThat(await(crypto.exchanges(alice, new JsonObject())).getJsonArray("items"))
        .containsExactly(record.toJson());
  }

  @Test
  void theSameRecordAgainIsAnsweredAsStoredEvenMuchLater() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());
    await(create(record));
    salus.clock().advance(Duration.ofDays(1));

    assertThat(await(create(record))).isEqualTo(record.toJson());
  }

  @Test
  void theSameAgainIsKnownAlsoOnceItHasMoreEntries() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());
    await(create(record));
    TestKey tablet = salus.publish(bob);
    String sealed = TestKey.random(ExchangeRecord.SEALED_BYTES);
    JsonObject entry = new JsonObject().put("sealed", sealed);
    JsonObject more = await(crypto.addSealed(alice, record.id(), tablet.keyId(), entry));

    assertThat(await(create(record))).isEqualTo(more);
  }

  @Test
  void anOldSignatureOverSomethingElseIsNoRepetition() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());
    await(create(record));
    JsonObject json = record.toJson();
    JsonObject sealedAnew = json.copy();
    sealedAnew
        .getJsonObject("sealed")
        .put(bobKey.keyId(), TestKey.random(ExchangeRecord.SEALED_BYTES));
    JsonObject committedAnew = json.copy().put("commitment", TestKey.random(32));

    failure(Conflict.class, crypto.createExchange(alice, sealedAnew));
    failure(Conflict.class, crypto.createExchange(alice, committedAnew));
    assertThat(await(crypto.exchange(alice, record.id()))).isEqualTo(json);
  }

  @Test
  void oneRecordSentManyTimesAtOnceIsOne() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      attempts.add(create(record));
    }

    assertThat(settled(attempts)).allMatch(f -> record.toJson().equals(f.result()));
  }

  @Test
  void anIdInUseConflictsWithoutSayingMore() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());
    await(create(record));
    JsonObject taken =
        TestExchange.between(eveKey, bobKey, salus.now()).toJson().put("id", record.id());
    taken.put(
        "signature",
        eveKey.sign(
            ExchangeRecord.signedBytes(
                record.id(),
                eveKey.owner(),
                bobKey.owner(),
                salus.now(),
                taken.getString("commitment"))));

    assertThat(failure(Conflict.class, crypto.createExchange(eve, taken)).currentRev()).isNull();
  }

  @Test
  void datesFarFromTheServersClockAreRefused() {
    assertInvalid("createdAt", create(dated(salus.now() - FIVE_MINUTES - 1)));
    assertInvalid("createdAt", create(dated(salus.now() + FIVE_MINUTES + 1)));
    await(create(dated(salus.now() - FIVE_MINUTES)));
    await(create(dated(salus.now() + FIVE_MINUTES)));
  }

  @Test
  void theCallerIsTheDelegatorAndSignsWithALiveCardOfItsOwn() {
    ExchangeRecord record = TestExchange.between(aliceKey, bobKey, salus.now());

    assertInvalid("delegator", crypto.createExchange(bob, record.toJson()));
    failure(Forbidden.class, crypto.createExchange(RunningSalus.ADMIN, record.toJson()));
    assertInvalid("signedBy", changed(record, "signedBy", bobKey.keyId()));
    assertInvalid("signature", changed(record, "signature", TestKey.random(64)));
    assertInvalid("signature", changed(record, "commitment", TestKey.random(32)));
    TestKey second = salus.publish(alice);
    await(
        crypto.retire(
            alice,
            aliceKey.owner(),
            aliceKey.keyId(),
            second.retire(aliceKey, salus.now()).toJson()));
    assertInvalid("signedBy", create(withEntries(second, bobKey)));
    failure(NotFound.class, crypto.exchange(alice, record.id()));
  }

  @Test
  void entriesAreForLiveCardsOfBothPartiesOnly() {
    assertInvalid("sealed", create(withEntries(aliceKey)));
    assertInvalid("sealed", create(withEntries(bobKey)));
    assertInvalid("sealed", create(withEntries()));
    assertInvalid("sealed." + eveKey.keyId(), create(withEntries(aliceKey, bobKey, eveKey)));
    TestKey retired = salus.publish(bob);
    await(
        crypto.retire(
            bob, bobKey.owner(), retired.keyId(), bobKey.retire(retired, salus.now()).toJson()));
    assertInvalid("sealed." + retired.keyId(), create(withEntries(aliceKey, bobKey, retired)));
    ExchangeRecord record = withEntries(aliceKey, bobKey);
    assertInvalid(
        "sealed." + bobKey.keyId(),
        changed(
            record,
            "sealed",
            new JsonObject()
                .put(aliceKey.keyId(), TestExchange.entry())
                .put(bobKey.keyId(), TestKey.random(1167))));
  }

  @Test
  void s13_aDelegateWithoutCardsCannotBeSharedWith() {
    ExchangeRecord record =
        TestExchange.signed(
            aliceKey, salus.dataOwner("hcp"), salus.now(), TestExchange.sealedTo(aliceKey));

    assertInvalid("sealed", create(record));
  }

  @Test
  void aNewRecordHasNoAttestations() {
    ExchangeRecord record = withEntries(aliceKey, bobKey);
    JsonObject attestations =
        new JsonObject()
            .put(
                bobKey.keyId(),
                aliceKey
                    .attest(record.id(), record.commitment(), bobKey.keyId(), salus.now(), Map.of())
                    .toJson());

    assertInvalid("attestations", changed(record, "attestations", attestations));
  }

  @Test
  void listsAreOfRecordsThatTheCallerIsIn() {
    List<String> toBob = make(aliceKey, alice, bobKey, 3);
    List<String> toAlice = make(bobKey, bob, aliceKey, 2);
    List<String> eves = make(eveKey, eve, bobKey, 1);
    String aliceId = aliceKey.owner();
    String bobId = bobKey.owner();

    assertThat(list(alice, query("delegator", aliceId))).containsExactlyElementsOf(toBob);
    assertThat(list(alice, query("delegate", aliceId))).containsExactlyElementsOf(toAlice);
    assertThat(list(alice, query("delegate", bobId))).containsExactlyElementsOf(toBob);
    assertThat(list(alice, query("delegator", bobId))).containsExactlyElementsOf(toAlice);
    assertThat(list(alice, query("delegator", bobId).put("delegate", aliceId)))
        .containsExactlyElementsOf(toAlice);
    assertThat(list(alice, new JsonObject())).hasSize(5).containsAll(toBob).containsAll(toAlice);
    assertThat(list(alice, query("delegator", eveKey.owner()).put("delegate", bobId))).isEmpty();
    assertThat(list(alice, query("delegator", eveKey.owner()))).isEmpty();
    assertThat(list(eve, query("delegate", bobId))).containsExactlyElementsOf(eves);
  }

  @Test
  void listsArePagedNewestFirst() {
    List<String> newestFirst = make(aliceKey, alice, bobKey, 5);
    JsonObject query = query("delegate", bobKey.owner()).put("limit", 2);

    JsonObject first = await(crypto.exchanges(alice, query));
    JsonObject second =
        await(crypto.exchanges(alice, query.copy().put("cursor", first.getString("next"))));
    JsonObject third =
        await(crypto.exchanges(alice, query.copy().put("cursor", second.getString("next"))));

    assertThat(ids(first)).isEqualTo(newestFirst.subList(0, 2));
    assertThat(ids(second)).isEqualTo(newestFirst.subList(2, 4));
    assertThat(ids(third)).isEqualTo(newestFirst.subList(4, 5));
    assertThat(third.containsKey("next")).isFalse();
  }

  @Test
  void aQueryThatBreaksARuleIsRefused() {
    assertInvalid("limit", crypto.exchanges(alice, new JsonObject().put("limit", 0)));
    assertInvalid("limit", crypto.exchanges(alice, new JsonObject().put("limit", 1_001)));
    assertInvalid("cursor", crypto.exchanges(alice, new JsonObject().put("cursor", "x")));
    assertInvalid("delegate", crypto.exchanges(alice, query("delegate", "me")));
    assertInvalid("q", crypto.exchanges(alice, query("q", "me")));
    failure(Forbidden.class, crypto.exchanges(RunningSalus.ADMIN, new JsonObject()));
  }

  /** The ids of records made one after the other, the newest first. */
  private List<String> make(TestKey from, Caller caller, TestKey to, int count) {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      salus.clock().advance(Duration.ofSeconds(1));
      ExchangeRecord record = TestExchange.between(from, to, salus.now());
      await(crypto.createExchange(caller, record.toJson()));
      newestFirst.add(0, record.id());
    }
    return newestFirst;
  }

  private List<String> list(Caller caller, JsonObject query) {
    return ids(await(crypto.exchanges(caller, query)));
  }

  private static List<String> ids(JsonObject page) {
    assertThat(page.fieldNames()).isSubsetOf(Set.of("items", "next"));
    return page.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(record -> record.getString("id"))
        .toList();
  }

  private static JsonObject query(String name, String value) {
    return new JsonObject().put(name, value);
  }

  private ExchangeRecord dated(long createdAt) {
    return TestExchange.between(aliceKey, bobKey, createdAt);
  }

  private ExchangeRecord withEntries(TestKey... keys) {
    Map<String, String> sealed = TestExchange.sealedTo(keys);
    return TestExchange.signed(aliceKey, bobKey.owner(), salus.now(), sealed);
  }

  private Future<JsonObject> changed(ExchangeRecord record, String field, Object value) {
    return crypto.createExchange(alice, record.toJson().put(field, value));
  }

  private Future<JsonObject> create(ExchangeRecord record) {
    return crypto.createExchange(alice, record.toJson());
  }
}
