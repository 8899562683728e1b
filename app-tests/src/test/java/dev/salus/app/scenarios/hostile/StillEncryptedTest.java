package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.Salus;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.StillEncrypted;
import dev.salus.sdk.error.NoEntityKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.trust.KeyPrompt;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Scenarios S16 and S49: entities that one may see and not open. */
final class StillEncryptedTest {

  @Scenario
  void s16_aDelegateWhoLostTheKeySeesTheClearPart(World world) {
    EntityKinds.ALL.forEach(kind -> staysClosedWithoutTheKey(world, kind));
  }

  private static <T> void staysClosedWithoutTheKey(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    String id = kind.id(shared);
    Person lost = world.connect(hcp2, newKeys(hcp2));

    PotentiallyEncrypted<T> seen = await(kind.tryGet(lost.salus(), id));

    assertThat(seen)
        .isInstanceOfSatisfying(
            StillEncrypted.class,
            closed -> {
              assertThat(closed.clear().header().id()).isEqualTo(id);
              assertThat(closed.clear().header().author()).isEqualTo(hcp1.id());
              assertThat(closed.reason()).isInstanceOf(NoEntityKey.class);
            });
    assertThat(await(kind.list(lost.salus(), EntityFilter.ALL)).items())
        .singleElement()
        .isInstanceOf(StillEncrypted.class)
        .matches(item -> kind.id(item).equals(id));
    failure(NoEntityKey.class, kind.get(lost, id));
    failure(NoEntityKey.class, kind.modify(lost, kind.noted(shared, "unseen")));
    failure(NoEntityKey.class, kind.share(lost, shared, world.patient()));
    assertThat(await(kind.get(hcp1, id))).isEqualTo(shared);
  }

  @Scenario
  void s16_aDelegationWithoutKeyShowsTheClearPart(World world) {
    EntityKinds.ALL.forEach(kind -> staysClosedWithoutAWrap(world, kind));
  }

  /** A delegation may hold the link only (protocol §5); the server is asked to hand out such. */
  private static <T> void staysClosedWithoutAWrap(World world, EntityKind<T> kind) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.hcp();
    Person hcp2 = world.person(DataOwner.Type.HCP, server::between);
    T shared = await(kind.share(hcp1, kind.create(hcp1), hcp2));
    String id = kind.id(shared);
    server.alter(Operation.ENTITY, entity -> StoredEntities.without("wrapped", entity, hcp2.id()));

    assertThat(await(kind.tryGet(hcp2.salus(), id)))
        .isInstanceOfSatisfying(
            StillEncrypted.class, closed -> assertThat(closed.clear().header().id()).isEqualTo(id));
    failure(NoEntityKey.class, kind.get(hcp2, id));
    failure(NoEntityKey.class, kind.modify(hcp2, kind.noted(shared, "unseen")));
  }

  @Scenario
  void s16_anAdministratorSeesTheClearPartAndModifiesNothing(World world) {
    EntityKinds.ALL.forEach(kind -> staysClosedToAdministrators(world, kind));
  }

  private static <T> void staysClosedToAdministrators(World world, EntityKind<T> kind) {
    Person admin = world.administrator();
    Person hcp1 = world.hcp();
    T created = kind.create(hcp1);

    assertThat(await(kind.tryGet(admin.salus(), kind.id(created))))
        .isInstanceOf(StillEncrypted.class);

    failure(Forbidden.class, kind.modify(admin, kind.noted(created, "unseen")));
    failure(Forbidden.class, kind.share(admin, created, hcp1));
    assertThat(await(kind.get(hcp1, kind.id(created)))).isEqualTo(created);
  }

  @Scenario
  void s49_aSecondDeviceWritesAtOnceAndSeesOldDataAsStillEncrypted(World world) {
    EntityKinds.ALL.forEach(kind -> secondDevice(world, kind));
  }

  private static <T> void secondDevice(World world, EntityKind<T> kind) {
    Person first = world.hcp();
    T old = kind.create(first);
    Person second = world.connect(first, newKeys(first));

    T written = kind.create(second);

    assertThat(await(kind.get(second, kind.id(written)))).isEqualTo(written);
    assertThat(await(kind.tryGet(second.salus(), kind.id(old))))
        .isInstanceOfSatisfying(
            StillEncrypted.class,
            closed -> {
              assertThat(closed.clear().header().id()).isEqualTo(kind.id(old));
              assertThat(closed.reason())
                  .isInstanceOfSatisfying(
                      UntrustedKey.class,
                      untrusted ->
                          assertThat(untrusted.keyId()).isEqualTo(first.keys().current().keyId()));
            });
    assertThat(await(kind.list(second.salus(), EntityFilter.ALL)).items())
        .contains(new Decrypted<>(written))
        .anyMatch(item -> item instanceof StillEncrypted && kind.id(item).equals(kind.id(old)));
    failure(UntrustedKey.class, kind.get(second, kind.id(old)));
    assertThat(await(kind.get(first, kind.id(old)))).isEqualTo(old);
  }

  @Scenario
  void s49_loggingInAgainPublishesNoCard(World world) {
    HostileServer watched = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, watched::between);
    assertThat(watched.asked(Operation.PUBLISH_CARD)).hasSize(1);
    KeyRing kept = KeyRing.importJson(hcp1.keys().exportJson());

    Salus again = world.connect(hcp1, kept, watched::between).salus();

    assertThat(watched.asked(Operation.PUBLISH_CARD)).hasSize(1);
    assertThat(again.dataOwnerApi().getOwnFingerprint())
        .isEqualTo(hcp1.salus().dataOwnerApi().getOwnFingerprint());
    assertThat(await(again.dataOwnerApi().getTrustedKeys(hcp1.id()))).hasSize(1);
    assertThat(await(again.dataOwnerApi().getUntrustedKeys(hcp1.id()))).isEqualTo(List.of());
  }

  @Scenario
  void s19_whatAKeySignedThatIsToBeConfirmedDoesNotHideTheRestOfAPatient(World world) {
    HostileServer silent = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, silent::between);
    Person hcp2 = world.hcp();
    silent.alter(Operation.CARDS, StillEncryptedTest::withoutEndorsements);
    String john = Examples.patientOf(hcp1);
    Patient patient = await(hcp1.patients().getPatient(john));
    await(hcp1.patients().giveAccessTo(patient, hcp2.id()));
    DataSample known = sharedSample(hcp2, john, hcp1);
    assertThat(samplesOf(john, hcp1)).containsExactly(known.id());
    KeyRing keys = KeyRing.importJson(hcp2.keys().exportJson());
    keys.add(OwnerKey.generate(hcp2.id(), Clock.systemUTC(), new SecureRandom()));
    DataSample unknown = sharedSample(world.connect(hcp2, keys), john, hcp1);

    assertThat(samplesOf(john, hcp1)).containsExactly(known.id());
    List<PotentiallyEncrypted<DataSample>> all =
        await(hcp1.samples().getAndTryDecryptForPatient(john));
    assertThat(all).hasSize(2);
    assertThat(all.get(0))
        .isInstanceOfSatisfying(
            StillEncrypted.class,
            closed -> {
              assertThat(closed.clear().header().id()).isEqualTo(unknown.id());
              assertThat(closed.reason())
                  .isInstanceOfSatisfying(
                      UntrustedKey.class,
                      why -> assertThat(why.keyId()).isEqualTo(keys.current().keyId()));
            });

    await(hcp1.salus().dataOwnerApi().confirmKey(hcp2.id(), keys.current().keyId()));

    String first = hcp2.keys().current().keyId();
    assertThat(samplesOf(john, hcp1))
        .as("what first use had taken waits for a human, once one has compared another key")
        .isEmpty();
    List<PotentiallyEncrypted<DataSample>> waiting =
        await(hcp1.samples().getAndTryDecryptForPatient(john));
    assertThat(waiting).hasSize(2).allMatch(StillEncrypted.class::isInstance);
    assertThat(((StillEncrypted<DataSample>) waiting.get(0)).reason())
        .as("its exchange is by that key, too")
        .isInstanceOfSatisfying(
            UntrustedKey.class, why -> assertThat(why.keyId()).isEqualTo(first));
    assertThat(((StillEncrypted<DataSample>) waiting.get(1)).reason())
        .isInstanceOfSatisfying(
            UntrustedKey.class, why -> assertThat(why.keyId()).isEqualTo(first));
    assertThat(await(hcp1.salus().dataOwnerApi().getUntrustedKeys(hcp2.id())))
        .as("and it is named")
        .extracting(KeyPrompt::keyId)
        .containsExactly(first);
    await(hcp1.salus().dataOwnerApi().confirmKey(hcp2.id(), first));

    assertThat(samplesOf(john, hcp1)).containsExactly(unknown.id(), known.id());
    assertThat(await(hcp1.samples().getAndTryDecryptForPatient(john)))
        .hasSize(2)
        .allMatch(Decrypted.class::isInstance);
  }

  private static JsonObject withoutEndorsements(JsonObject cards) {
    cards
        .getJsonArray("items")
        .forEach(card -> ((JsonObject) card).put("endorsements", new JsonArray()));
    return cards;
  }

  private static DataSample sharedSample(Person writer, String patientId, Person reader) {
    return await(writer.samples().giveAccessTo(Examples.sampleFor(patientId, writer), reader.id()));
  }

  private static List<String> samplesOf(String patientId, Person reader) {
    return await(reader.samples().getDataSamplesForPatient(patientId)).stream()
        .map(DataSample::id)
        .toList();
  }

  private static KeyRing newKeys(Person person) {
    return KeyRing.generate(person.id(), Clock.systemUTC(), new SecureRandom());
  }
}
