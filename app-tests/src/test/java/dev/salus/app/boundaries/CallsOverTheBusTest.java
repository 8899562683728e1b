package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Unavailable;
import dev.salus.app.boundaries.Verticles.Member;
import dev.salus.core.crypto.CryptoVerticle;
import dev.salus.core.entities.EntitiesVerticle;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every call between verticles goes over the bus, and each call of the SDK takes as many as the
 * architecture says: one hop for a read, one more to check the signatures of a write. The clients
 * are warm: cards, exchanges and the patient's secret are known to them.
 */
final class CallsOverTheBusTest {

  private final Verticles verticles = new Verticles();
  private BusCalls calls;
  private Member writer;
  private Member delegate;
  private Patient patient;
  private DataSample sample;

  @BeforeEach
  void warmUp() {
    writer = verticles.member();
    delegate = verticles.member();
    patient = await(writer.salus().patientApi().createOrModifyPatient(named("John")));
    DataSample other = await(create(commented("Hello again")));
    await(writer.salus().dataSampleApi().giveAccessTo(other, delegate.id()));
    // last: whose keys are taken for the first time is a decision, after which the patient is asked
    // for
    sample = await(create(commented("Hello")));
    calls = BusCalls.on(verticles.vertx());
  }

  @AfterEach
  void close() {
    verticles.close();
  }

  @Test
  void aReadIsOneCall() {
    assertThat(calls.during(() -> writer.server().entity(EntityType.DATA_SAMPLE, sample.id())))
        .containsExactly("entities.get");
    assertThat(calls.during(() -> writer.salus().dataSampleApi().getDataSample(sample.id())))
        .containsExactly("entities.get");
    assertThat(calls.during(() -> writer.salus().dataSampleApi().getDataSamples(EntityFilter.ALL)))
        .containsExactly("entities.list");
  }

  @Test
  void aListByPatientAsksForThePatientFirst() {
    assertThat(
            calls.during(
                () -> writer.salus().dataSampleApi().getDataSamplesForPatient(patient.id())))
        .containsExactlyInAnyOrder("entities.get", "entities.list");
  }

  @Test
  void aWriteIsOneCallAndOneToCheckItsSignatures() {
    DataSample changed = sample.toBuilder().comment("Bye").build();

    assertThat(calls.during(() -> create(changed)))
        .containsExactlyInAnyOrder("entities.get", "entities.modify", "crypto.verify");
  }

  @Test
  void aNewPatientIsAlsoComparedWithTheDataOwners() {
    assertThat(calls.during(() -> writer.salus().patientApi().createOrModifyPatient(named("Arya"))))
        .containsExactlyInAnyOrder(
            "sharing.policy", "entities.create", "identity.dataOwnerExists", "crypto.verify");
  }

  @Test
  void aNewSampleDoesNotAskForItsPatientAgain() {
    assertThat(calls.during(() -> create(commented("New"))))
        .containsExactlyInAnyOrder("sharing.policy", "entities.create", "crypto.verify");
  }

  @Test
  void aBatchIsVerifiedInOneCall() {
    List<DataSample> batch =
        IntStream.range(0, 50).mapToObj(i -> commented("Sample " + i)).toList();

    assertThat(
            calls.during(
                () ->
                    writer
                        .salus()
                        .dataSampleApi()
                        .createOrModifyDataSamplesFor(patient.id(), batch)
                        .onSuccess(results -> results.forEach(BatchResult::orThrow))))
        .containsExactlyInAnyOrder("sharing.policy", "entities.bulk", "crypto.verify");
  }

  @Test
  void givingAccessIsDecidedWhereItIsStored() {
    assertThat(
            calls.during(() -> writer.salus().dataSampleApi().giveAccessTo(sample, delegate.id())))
        .containsExactlyInAnyOrder("entities.get", "entities.giveAccess", "crypto.verify");
  }

  @Test
  void givingAccessAgainWritesNothing() {
    DataSample shared = await(writer.salus().dataSampleApi().giveAccessTo(sample, delegate.id()));

    assertThat(
            calls.during(() -> writer.salus().dataSampleApi().giveAccessTo(shared, delegate.id())))
        .containsExactly("entities.get");
  }

  @Test
  void aFirstShareHasAnExchangeRecordKeptToo() {
    Member other = verticles.member();

    assertThat(calls.during(() -> writer.salus().dataSampleApi().giveAccessTo(sample, other.id())))
        .containsExactlyInAnyOrder(
            "entities.get",
            "crypto.cards",
            "crypto.createExchange",
            "entities.giveAccess",
            "crypto.verify");
  }

  @Test
  void aRemovalOfADelegationIsOneCallAfterTheRead() {
    DataSample shared = await(writer.salus().dataSampleApi().giveAccessTo(sample, delegate.id()));

    assertThat(
            calls.during(() -> writer.salus().dataSampleApi().removeAccess(shared, delegate.id())))
        .filteredOn(call -> !call.equals("entities.get"))
        .containsExactly("entities.removeDelegation");
  }

  @Test
  void aCardIsOneCall() {
    KeyRing next = KeyRing.generate(writer.id(), Clock.systemUTC(), new SecureRandom());

    assertThat(
            calls.during(
                () -> writer.server().publishCard(writer.id(), next.current().card().toJson())))
        .containsExactly("crypto.publishCard");
  }

  @Test
  void askingForAccessBackIsCheckedByCryptoTwice() {
    assertThat(calls.during(() -> writer.salus().accessBackApi().ask(delegate.id())))
        .filteredOn(call -> !call.equals("crypto.cards"))
        .contains("sharing.askAccessBack")
        .hasSize(3)
        .allMatch(call -> call.startsWith("crypto.") || call.equals("sharing.askAccessBack"));
  }

  @Test
  void aNewPolicyIsVerified() {
    assertThat(
            calls.during(
                () ->
                    writer
                        .salus()
                        .userApi()
                        .shareAllFutureDataWith(SharingKind.ALL, List.of(delegate.id()))))
        .containsExactlyInAnyOrder(
            "identity.dataOwner",
            "sharing.policy",
            "sharing.putPolicy",
            "crypto.verify",
            "identity.me",
            "sharing.policy");
  }

  @Test
  void deletingIsOneCallAfterTheRead() {
    assertThat(calls.during(() -> writer.salus().dataSampleApi().deleteDataSample(sample.id())))
        .containsExactlyInAnyOrder("entities.get", "entities.delete");
  }

  @Test
  void theInstancesTakeTurns() {
    calls.during(
        () ->
            writer
                .salus()
                .dataSampleApi()
                .getDataSample(sample.id())
                .compose(once -> writer.salus().dataSampleApi().getDataSample(sample.id())));

    assertThat(calls.instances()).isEqualTo(Verticles.INSTANCES);
  }

  @Test
  void noVerticleCanReachTheCollectionsOfAnother() {
    DocumentStore ofEntities = FencedStore.of(verticles.store(), EntitiesVerticle.collections());
    String foreign = CryptoVerticle.collections().get(0).name();
    String own = EntitiesVerticle.collections().get(0).name();

    assertThat(await(ofEntities.get(own, sample.id()))).isPresent();
    failure(IllegalStateException.class, ofEntities.get(foreign, writer.id()));
  }

  @Test
  void withoutCryptoNothingIsWritten() {
    refusedWithout(Addresses.CRYPTO, () -> create(commented("New")));
    refusedWithout(
        Addresses.CRYPTO, () -> writer.salus().dataSampleApi().giveAccessTo(sample, delegate.id()));
    DataSample shared = await(writer.salus().dataSampleApi().getDataSample(sample.id()));
    refusedWithout(Addresses.CRYPTO, () -> create(shared.toBuilder().comment("Bye").build()));
  }

  @Test
  void withoutIdentityNoPatientIsCreated() {
    refusedWithout(
        Addresses.IDENTITY, () -> writer.salus().patientApi().createOrModifyPatient(named("Arya")));
  }

  @Test
  void withoutSharingNothingIsCreatedAndWhatIsThereIsShared() {
    refusedWithout(Addresses.SHARING, () -> create(commented("New")));
    verticles.undeploy(Addresses.SHARING);
    await(writer.salus().dataSampleApi().giveAccessTo(sample, delegate.id()));
    verticles.deploy(Addresses.SHARING);
  }

  @Test
  void withoutEntitiesNothingIsReadOrWritten() {
    refusedWithout(
        Addresses.ENTITIES, () -> writer.salus().dataSampleApi().getDataSample(sample.id()));
    refusedWithout(
        Addresses.ENTITIES, () -> writer.salus().patientApi().createOrModifyPatient(named("Arya")));
    refusedWithout(
        Addresses.ENTITIES,
        () -> writer.salus().dataSampleApi().giveAccessTo(sample, delegate.id()));
  }

  /** Fails while a verticle is away, leaving the store as it is, and succeeds when it is back. */
  private void refusedWithout(String address, Supplier<Future<?>> call) {
    verticles.undeploy(address);
    Map<String, String> before = verticles.revisions();

    failure(Unavailable.class, call.get());

    assertThat(verticles.revisions()).isNotEmpty().isEqualTo(before);
    verticles.deploy(address);
    await(call.get());
  }

  private Future<DataSample> create(DataSample made) {
    return writer.salus().dataSampleApi().createOrModifyDataSampleFor(patient.id(), made);
  }

  private static Patient named(String name) {
    return Patient.builder().firstName(name).build();
  }

  private static DataSample commented(String comment) {
    return DataSample.builder().comment(comment).build();
  }
}
