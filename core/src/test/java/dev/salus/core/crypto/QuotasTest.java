package dev.salus.core.crypto;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
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
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.NotarySet;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much a data owner may have, and that nobody gets past it (threats T22, T23). */
class QuotasTest {

  private static final JsonObject ALL = new JsonObject();

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private TestKey aliceKey;
  private TestKey bobKey;

  @BeforeEach
  void publish() {
    aliceKey = salus.publish(alice);
    bobKey = salus.publish(bob);
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void t22_thereAreOnlySoManyRecordsFromOneToAnother() {
    List<ExchangeRecord> records = new ArrayList<>();
    for (int i = 0; i < Quota.EXCHANGES_OF_PAIR.usual(); i++) {
      records.add(exchange());
      salus.clock().advance(Duration.ofMillis(1));
    }
    ExchangeRecord last = records.get(records.size() - 1);

    QuotaExceeded refused =
        failure(QuotaExceeded.class, crypto.createExchange(alice, record().toJson()));

    assertThat(refused.quota()).isEqualTo("exchangesOfPair");
    assertThat(refused.detail()).contains("exchangesOfPair", "delete superseded", "administrator");
    assertThat(items(crypto.exchanges(bob, new JsonObject().put("limit", 1_000))))
        .hasSize(records.size());
    await(crypto.createExchange(alice, records.get(0).toJson()));
    await(crypto.createExchange(bob, TestExchange.between(bobKey, aliceKey, salus.now()).toJson()));

    failure(Forbidden.class, crypto.deleteExchange(bob, records.get(0).id()));
    failure(NotFound.class, crypto.deleteExchange(salus.ownerCaller(), records.get(0).id()));
    failure(Conflict.class, crypto.deleteExchange(alice, last.id()));
    await(crypto.deleteExchange(alice, records.get(0).id()));
    failure(NotFound.class, crypto.exchange(alice, records.get(0).id()));
    failure(NotFound.class, crypto.deleteExchange(alice, records.get(0).id()));
    exchange();
    failure(QuotaExceeded.class, crypto.createExchange(alice, record().toJson()));
  }

  @Test
  void t22_ofManyRecordsAtOnceNoMoreAreKeptThanThereMayBe() {
    List<Future<JsonObject>> made = new ArrayList<>();
    for (int i = 0; i < 2 * Quota.EXCHANGES_OF_PAIR.usual(); i++) {
      made.add(crypto.createExchange(alice, record().toJson()));
    }

    long kept = settled(made).stream().filter(Future::succeeded).count();

    assertThat(kept).isBetween(1L, Quota.EXCHANGES_OF_PAIR.usual());
    assertThat(items(crypto.exchanges(bob, new JsonObject().put("limit", 1_000))))
        .hasSize((int) kept);
  }

  @Test
  void t22_ofManyNotarySetsAtOnceNoMoreAreKeptThanThereMayBe() {
    List<Future<JsonObject>> made = new ArrayList<>();
    for (int i = 0; i < 3 * Quota.NOTARY_SETS.usual(); i++) {
      made.add(crypto.createNotarySet(alice, TestNotaries.body(set(), bobKey)));
    }

    long kept = settled(made).stream().filter(Future::succeeded).count();

    assertThat(kept).isBetween(1L, Quota.NOTARY_SETS.usual());
    assertThat(items(crypto.notarySets(bob, ALL))).hasSize((int) kept);
  }

  @Test
  void t22_thereAreOnlySoManyRequestsToNotaries() {
    raise(Quota.LIVE_CARDS, 64);
    NotarySet set = set();
    await(crypto.createNotarySet(alice, TestNotaries.body(set, bobKey)));
    String first = null;
    for (int i = 0; i < Quota.NOTARY_REQUESTS.usual(); i++) {
      String id = await(ask(set, salus.publish(alice))).getString("id");
      first = first == null ? id : first;
    }
    TestKey next = salus.publish(alice);

    assertThat(failure(QuotaExceeded.class, ask(set, next)).quota()).isEqualTo("notaryRequests");
    await(crypto.deleteNotaryRequest(alice, first));
    await(ask(set, next));
    await(crypto.deleteNotarySet(alice, set.setId()));
    NotarySet another = set();
    await(crypto.createNotarySet(alice, TestNotaries.body(another, bobKey)));
    await(ask(another, next));
  }

  @Test
  void t22_accessIsAskedBackForSoManyCardsOnly() {
    exchange();
    String asked = null;
    for (int i = 0; i < Quota.ACCESS_BACK_CARDS.usual(); i++) {
      asked = salus.publish(alice).keyId();
      await(askBack(asked));
    }

    String next = salus.publish(alice).keyId();
    assertThat(failure(QuotaExceeded.class, askBack(next)).quota()).isEqualTo("accessBackCards");
    await(askBack(asked));
    assertThat(items(salus.sharing().accessBackRequests(bob, new JsonObject().put("for", "me"))))
        .hasSize((int) Quota.ACCESS_BACK_CARDS.usual());
  }

  @Test
  void t23_cardsThatAreRetiredMakeRoomForLiveOnesUntilThereAreTooManyInAll() {
    String owner = alice.requireDataOwner();
    TestKey live = aliceKey;
    for (int i = 1; i < Quota.LIVE_CARDS.usual(); i++) {
      live = salus.publish(alice);
    }
    TestKey more = new TestKey(owner, salus.now());
    assertThat(failure(QuotaExceeded.class, crypto.publishCard(alice, owner, more.json())).quota())
        .isEqualTo("liveCards");
    for (long i = Quota.LIVE_CARDS.usual(); i < Quota.CARDS.usual(); i++) {
      await(crypto.retire(alice, owner, live.keyId(), live.retire(live, salus.now()).toJson()));
      live = salus.publish(alice);
    }

    await(crypto.retire(alice, owner, live.keyId(), live.retire(live, salus.now()).toJson()));
    assertThat(failure(QuotaExceeded.class, crypto.publishCard(alice, owner, more.json())).quota())
        .isEqualTo("cards");
    assertThat(items(crypto.cards(bob, owner, new JsonObject().put("limit", 1_000))))
        .hasSize((int) Quota.CARDS.usual());
    JsonObject first = await(crypto.cards(bob, owner, ALL));
    JsonObject second =
        await(crypto.cards(bob, owner, new JsonObject().put("cursor", first.getString("next"))));
    assertThat(first.getJsonArray("items")).hasSize(100);
    assertThat(second.getJsonArray("items")).hasSize((int) Quota.CARDS.usual() - 100);
    assertThat(second.containsKey("next")).isFalse();
  }

  @Test
  void t23_ownThingsTakeOnlySoManyBytesTogether() {
    JsonObject large = new JsonObject().put("box", TestKey.random(5_500_000));
    int fit = (int) (Quota.BYTES.usual() / large.getString("box").length());
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < fit; i++) {
      ids.add(TestKey.random(16));
      await(crypto.putRecovery(alice, ids.get(i), large));
    }

    String next = TestKey.random(16);
    assertThat(failure(QuotaExceeded.class, crypto.putRecovery(alice, next, large)).quota())
        .isEqualTo("bytes");
    failure(NotFound.class, crypto.recovery(alice, next));
    assertThat(items(crypto.recoveries(alice, ALL))).hasSize(fit);
    await(crypto.deleteRecovery(alice, ids.get(0)));
    await(crypto.putRecovery(alice, next, large));
  }

  @Test
  void administratorsRaiseThemForOne() {
    String owner = alice.requireDataOwner();
    JsonObject usual = await(crypto.quotas(alice, owner));
    assertThat(usual.containsKey("rev")).isFalse();
    for (Quota quota : Quota.values()) {
      assertThat(usual.getJsonObject("quotas").getLong(quota.wireName())).isEqualTo(quota.usual());
    }

    JsonObject raised = raise(Quota.NOTARY_SETS, 9);
    for (int i = 0; i < 9; i++) {
      await(crypto.createNotarySet(alice, TestNotaries.body(set(), bobKey)));
    }

    QuotaExceeded full =
        failure(
            QuotaExceeded.class, crypto.createNotarySet(alice, TestNotaries.body(set(), bobKey)));
    assertThat(full.limit()).isEqualTo(9);
    assertThat(await(crypto.quotas(ADMIN, owner))).isEqualTo(raised);
    assertThat(await(crypto.quota(bob.requireDataOwner(), "notarySets"))).isEqualTo(8);
    JsonObject back =
        await(
            crypto.putQuotas(
                ADMIN,
                owner,
                new JsonObject().put("quotas", ALL).put("rev", raised.getString("rev"))));
    assertThat(back.getJsonObject("quotas")).isEqualTo(usual.getJsonObject("quotas"));
  }

  @Test
  void nobodyElseRaisesThemAndNobodyBeyondTheHighest() {
    String owner = alice.requireDataOwner();
    JsonObject quotas = new JsonObject().put("notarySets", 9);
    JsonObject body = new JsonObject().put("quotas", quotas);

    failure(Forbidden.class, crypto.putQuotas(alice, owner, body));
    failure(Forbidden.class, crypto.quotas(bob, owner));
    failure(NotFound.class, crypto.putQuotas(ADMIN, UUID.randomUUID().toString(), body));
    failure(NotFound.class, crypto.quotas(ADMIN, UUID.randomUUID().toString()));
    assertInvalid("quotas.notarySets", crypto.putQuotas(ADMIN, owner, limit("notarySets", 7)));
    assertInvalid("quotas.notarySets", crypto.putQuotas(ADMIN, owner, limit("notarySets", 101)));
    assertInvalid("quotas.entities", crypto.putQuotas(ADMIN, owner, limit("entities", 1)));
    assertInvalid("quotas", crypto.putQuotas(ADMIN, owner, ALL));
    String rev = await(crypto.putQuotas(ADMIN, owner, body)).getString("rev");
    assertThat(failure(Conflict.class, crypto.putQuotas(ADMIN, owner, body)).currentRev())
        .isEqualTo(rev);
    assertThat(await(crypto.quotas(alice, owner)).getJsonObject("quotas").getLong("notarySets"))
        .isEqualTo(9);
  }

  private static JsonObject limit(String name, long limit) {
    return new JsonObject().put("quotas", new JsonObject().put(name, limit));
  }

  private JsonObject raise(Quota quota, long limit) {
    return await(crypto.putQuotas(ADMIN, alice.requireDataOwner(), limit(quota.wireName(), limit)));
  }

  private NotarySet set() {
    return TestNotaries.set(aliceKey, 1, salus.now(), bobKey);
  }

  private Future<JsonObject> ask(NotarySet set, TestKey card) {
    return crypto.askNotaries(alice, set.setId(), new JsonObject().put("newKeyId", card.keyId()));
  }

  private Future<JsonObject> askBack(String keyId) {
    JsonObject body =
        new JsonObject().put("newKeyId", keyId).put("counterpart", bob.requireDataOwner());
    return salus.sharing().askAccessBack(alice, body);
  }

  private ExchangeRecord record() {
    return TestExchange.between(aliceKey, bobKey, salus.now());
  }

  private ExchangeRecord exchange() {
    ExchangeRecord record = record();
    await(crypto.createExchange(alice, record.toJson()));
    return record;
  }

  private static List<Object> items(Future<JsonObject> list) {
    return await(list).getJsonArray("items").stream().toList();
  }
}
