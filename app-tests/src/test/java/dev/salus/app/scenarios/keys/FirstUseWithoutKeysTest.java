package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.recovery.ShareRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;

/** Connecting without keys as somebody who has lost them: the ways back. */
final class FirstUseWithoutKeysTest {

  private final InMemoryKeyStore store = new InMemoryKeyStore();

  private Future<Salus> open(World world, Person person, FirstUse.Choice choice) {
    return world.open(
        SalusOptions.of(world.transport(person))
            .withKeyStore(store, situation -> Future.succeededFuture(choice)));
  }

  private static List<KeyCard> cards(World world, Person person) {
    return await(world.api(person).cards(person.id(), new JsonObject()))
        .getJsonArray("items")
        .stream()
        .map(JsonObject.class::cast)
        .map(KeyCard::parse)
        .toList();
  }

  @Scenario
  void s43_aRecoveryKeyBringsTheKeysBack(World world) {
    Person hcp1 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    RecoveryKey key = await(hcp1.salus().recoveryApi().makeRecoveryKey());

    Salus restored = await(open(world, hcp1, new FirstUse.Choice.Restore(key)));

    assertThat(await(restored.patientApi().getPatient(john.requireId()))).isEqualTo(john);
    KeyRing kept = await(store.load(hcp1.id())).orElseThrow();
    assertThat(kept.current().card()).isEqualTo(hcp1.keys().current().card());
    assertThat(cards(world, hcp1)).containsExactly(kept.current().card());
  }

  @Scenario
  void s43_aWrongRecoveryKeyOpensNothingAndMakesNothing(World world) {
    Person hcp1 = world.hcp();
    RecoveryKey wrong = RecoveryKey.generate(new SecureRandom());

    RecoveryRefused refused =
        failure(RecoveryRefused.class, open(world, hcp1, new FirstUse.Choice.Restore(wrong)));

    assertThat(refused.reason()).isEqualTo(RecoveryRefused.Reason.UNKNOWN);
    assertThat(await(store.load(hcp1.id()))).isEmpty();
    assertThat(cards(world, hcp1)).hasSize(1);
  }

  @Scenario
  void s44_askingNotariesMakesAKeyAndARequestToEachSet(World world) {
    Person hcp1 = world.hcp();
    Person notary = world.hcp();
    Notarial.appoint(hcp1, 1, List.of(notary));

    await(open(world, hcp1, new FirstUse.Choice.AskNotaries()));

    KeyRing kept = await(store.load(hcp1.id())).orElseThrow();
    assertThat(cards(world, hcp1)).hasSize(2);
    ShareRequest pending = Notarial.pending(notary);
    assertThat(pending.owner()).isEqualTo(hcp1.id());
    assertThat(pending.newKeyId()).isEqualTo(kept.current().keyId());
  }

  @Scenario
  void askingNotariesWhoWereNeverAppointedIsSaid(World world) {
    Person hcp1 = world.hcp();

    failure(NotFound.class, open(world, hcp1, new FirstUse.Choice.AskNotaries()));

    assertThat(await(store.load(hcp1.id()))).isPresent();
  }

  @Scenario
  void s41_askingForAccessMakesAKeyAndARequestToEverybody(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Person stranger = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    await(hcp1.patients().giveAccessTo(john, hcp2.id()));

    await(open(world, hcp1, new FirstUse.Choice.AskForAccess()));

    KeyRing kept = await(store.load(hcp1.id())).orElseThrow();
    assertThat(cards(world, hcp1)).hasSize(2);
    assertThat(await(hcp2.salus().accessBackApi().pendingRequests()))
        .singleElement()
        .matches(request -> request.dataOwner().equals(hcp1.id()))
        .matches(request -> request.newKeyId().equals(kept.current().keyId()));
    assertThat(await(stranger.salus().accessBackApi().pendingRequests())).isEmpty();
  }
}
