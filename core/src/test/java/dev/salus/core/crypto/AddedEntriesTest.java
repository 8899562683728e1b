package dev.salus.core.crypto;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adding entries to exchange records (protocol §3, §9.3). */
class AddedEntriesTest {

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller alice = salus.ownerCaller();
  private final Caller bob = salus.ownerCaller();
  private final Caller eve = salus.ownerCaller();
  private TestKey aliceKey;
  private TestKey bobKey;
  private TestKey eveKey;
  private ExchangeRecord record;

  @BeforeEach
  void share() {
    aliceKey = salus.publish(alice);
    bobKey = salus.publish(bob);
    eveKey = salus.publish(eve);
    record = TestExchange.between(aliceKey, bobKey, salus.now());
    await(crypto.createExchange(alice, record.toJson()));
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void eitherPartyAddsAnEntryForANewCardOfEither() {
    TestKey bobs = salus.publish(bob);
    TestKey alices = salus.publish(alice);
    JsonObject forBob = entry();
    JsonObject forAlice = entry();

    await(add(alice, bobs, forBob));
    JsonObject both = await(add(alice, alices, forAlice));

    assertThat(both.getJsonObject("sealed").getMap())
        .containsEntry(bobs.keyId(), forBob.getString("sealed"))
        .containsEntry(alices.keyId(), forAlice.getString("sealed"))
        .containsAllEntriesOf(record.toJson().getJsonObject("sealed").getMap());
    assertThat(await(crypto.exchange(bob, record.id()))).isEqualTo(both);
  }

  @Test
  void theSameEntryAgainIsAnsweredAsTheFirstTime() {
    TestKey device = salus.publish(bob);
    JsonObject entry = entry();

    JsonObject once = await(add(alice, device, entry));

    assertThat(await(add(alice, device, entry))).isEqualTo(once);
  }

  @Test
  void anEntryIsReplacedByTheOwnerOfItsCardOnly() {
    JsonObject own = entry();

    failure(Conflict.class, add(alice, bobKey, entry()));
    JsonObject replaced = await(add(bob, bobKey, own));

    assertThat(replaced.getJsonObject("sealed").getString(bobKey.keyId()))
        .isEqualTo(own.getString("sealed"));
    assertThat(replaced.getJsonObject("sealed").getString(aliceKey.keyId()))
        .isEqualTo(record.sealed().get(aliceKey.keyId()));
  }

  @Test
  void strangersSeeNothingAndStrangersCardsGetNothing() {
    TestKey retired = salus.publish(bob);
    await(
        crypto.retire(
            bob, bobKey.owner(), retired.keyId(), bobKey.retire(retired, salus.now()).toJson()));

    failure(NotFound.class, add(eve, eveKey, entry()));
    failure(NotFound.class, add(RunningSalus.ADMIN, bobKey, entry()));
    assertInvalid("keyId", add(alice, eveKey, entry()));
    assertInvalid("keyId", add(alice, retired, entry()));
    assertInvalid("keyId", crypto.addSealed(alice, record.id(), "x", entry()));
    assertInvalid("sealed", add(alice, bobKey, new JsonObject().put("sealed", "AAAA")));
    assertInvalid("sealed", add(alice, bobKey, new JsonObject()));
    assertInvalid("extra", add(alice, bobKey, entry().put("extra", true)));
    assertThat(await(crypto.exchange(alice, record.id()))).isEqualTo(record.toJson());
  }

  @Test
  void accessGivenBackIsAttestedByTheOneWhoGives() {
    TestKey newKey = salus.publish(bob);
    Attestation attestation = attest(aliceKey, newKey, bobKey.keyId());

    JsonObject given = await(add(alice, newKey, entry(attestation)));

    assertThat(given.getJsonObject("attestations").getJsonObject(newKey.keyId()))
        .isEqualTo(attestation.toJson());
  }

  @Test
  void anAttestationThatDoesNotHoldIsRefused() {
    TestKey newKey = salus.publish(bob);
    TestKey other = salus.publish(bob);

    assertInvalid(
        "attestation.signature",
        add(alice, newKey, entry(attest(aliceKey, other, bobKey.keyId()))));
    assertInvalid("attestation.by", add(alice, newKey, entry(attest(bobKey, newKey))));
    assertInvalid("attestation.by", add(alice, newKey, entry(attest(eveKey, newKey))));
    assertInvalid(
        "attestation.knew", add(alice, newKey, entry(attest(aliceKey, newKey, eveKey.keyId()))));
    long late = salus.now() + 5 * 60 * 1_000L + 60_000;
    assertInvalid(
        "attestation.at",
        add(alice, newKey, entry(attest(aliceKey, newKey, late, bobKey.keyId()))));
    assertThat(await(crypto.exchange(alice, record.id()))).isEqualTo(record.toJson());
  }

  @Test
  void entriesOfManyDevicesAddedAtOnceAreAllKept() {
    List<TestKey> devices = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      devices.add(salus.publish(i % 2 == 0 ? alice : bob));
    }
    List<Future<JsonObject>> attempts =
        devices.stream().map(device -> add(alice, device, entry())).toList();

    assertThat(settled(attempts)).allMatch(Future::succeeded);
    assertThat(await(crypto.exchange(bob, record.id())).getJsonObject("sealed").fieldNames())
        .hasSize(8)
        .containsAll(devices.stream().map(TestKey::keyId).toList());
  }

  private Attestation attest(TestKey by, TestKey newKey, String... knew) {
    return attest(by, newKey, salus.now(), knew);
  }

  private Attestation attest(TestKey by, TestKey newKey, long at, String... knew) {
    Map<String, String> known = new TreeMap<>();
    List.of(knew).forEach(keyId -> known.put(keyId, "confirmed"));
    return by.attest(record.id(), record.commitment(), newKey.keyId(), at, known);
  }

  private static JsonObject entry() {
    return new JsonObject().put("sealed", TestExchange.entry());
  }

  private static JsonObject entry(Attestation attestation) {
    return entry().put("attestation", attestation.toJson());
  }

  private Future<JsonObject> add(Caller caller, TestKey key, JsonObject body) {
    return crypto.addSealed(caller, record.id(), key.keyId(), body);
  }
}
