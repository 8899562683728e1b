package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.keys.RotatedKeysTest;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Exchange records that are none, and devices that have none yet. */
final class JunkExchangesTest {

  @Scenario
  void aRecordThatIsNoneOpensNothingAndIsNoErrorOfTheApplications(World world) {
    Person hcp1 = world.hcp();
    HostileServer server = new HostileServer();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    server.alter(Operation.EXCHANGE, record -> record.put("delegator", "nobody"));

    failure(NoEntityKey.class, hcp2.patients().getPatient(john.id()));
    assertThat(await(hcp2.patients().getAndTryDecrypt(john.id())))
        .isInstanceOf(StillEncrypted.class);
  }

  @Scenario
  void aListedRecordThatIsNoneIsIgnored(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    server.alter(
        Operation.EXCHANGES,
        answer -> {
          answer.getJsonArray("items").add(new JsonObject().put("id", 1)).add("junk").addNull();
          return answer;
        });

    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    await(hcp1.salus().deviceApi().rotate(progress -> {}));

    assertThat(server.asked(Operation.EXCHANGES)).isNotEmpty();
    Person restarted = world.connect(hcp1, hcp1.keys());
    for (Person reader : List.of(hcp1, restarted, hcp2)) {
      assertThat(await(reader.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
    }
  }

  @Scenario
  void aListOfRecordsThatIsNoneIsATypedError(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    server.replace(Operation.EXCHANGES, new JsonObject().put("items", "none"));

    String fingerprint = hcp2.salus().dataOwnerApi().getOwnFingerprint();
    failure(InternalFault.class, hcp1.salus().accessBackApi().accept(hcp2.id(), fingerprint));

    // no list says what new things are wrapped under
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    assertThat(await(hcp2.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void junkForOneOwnKeyDoesNotCloseWhatAnotherOpens(World world) {
    Person hcp1 = world.hcp();
    Person once = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, once.id()));
    HostileServer server = new HostileServer();
    KeyRing keys = withNewKeyFirst(once);
    Person hcp2 = world.connect(once, keys, server::between);
    String first = keys.keys().get(0).keyId();
    String junk = Base64Url.encode(new byte[ExchangeRecord.SEALED_BYTES]);
    server.alter(
        Operation.EXCHANGE,
        record -> {
          record.getJsonObject("sealed").put(first, junk);
          return record;
        });

    assertThat(await(hcp2.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void whatIsSharedAfterADelegateTookASecondDeviceOpensOnBoth(World world) {
    Person hcp1 = world.hcp();
    Person phone = world.hcp();
    Patient old = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(old, phone.id()));
    KeyRing ofTablet = KeyRing.generate(phone.id(), Clock.systemUTC(), new SecureRandom());
    Person tablet = world.connect(phone, ofTablet);
    RotatedKeysTest.endorse(world, phone, ofTablet.current());
    Person later = world.connect(hcp1, hcp1.keys());

    Patient john = await(later.patients().createOrModifyPatient(Examples.johnSnow()));
    await(later.patients().giveAccessTo(john, phone.id()));

    for (Person device : List.of(phone, tablet)) {
      assertThat(await(device.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
    }
    failure(NoEntityKey.class, tablet.patients().getPatient(old.id()));
  }

  /** The person's key ring with a new key before the others. */
  private static KeyRing withNewKeyFirst(Person person) {
    OwnerKey first = OwnerKey.generate(person.id(), Clock.systemUTC(), new SecureRandom());
    JsonObject key =
        new JsonObject()
            .put("keyId", first.keyId())
            .put("kemSeed", Base64Url.encode(first.kemSeed().revealBytes()))
            .put("signSeed", Base64Url.encode(first.signSeed().revealBytes()))
            .put("createdAt", first.createdAt());
    JsonObject json = person.keys().exportJson();
    JsonArray keys = new JsonArray().add(key).addAll(json.getJsonArray("keys"));
    return KeyRing.importJson(json.put("keys", keys));
  }
}
