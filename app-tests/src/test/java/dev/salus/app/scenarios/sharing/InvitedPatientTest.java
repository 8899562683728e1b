package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Basic;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Scenario S39: the user of a patient's record, who was invited with a proof. */
@Basic
final class InvitedPatientTest {

  @Scenario
  void s39_seesNothingBeforeAndEverythingAfterItWasShared(World world) {
    Person hcp1 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample md1 = Examples.sampleFor(john.id(), hcp1);
    DataSample md2 = Examples.sampleFor(john.id(), hcp1);
    HealthcareElement element = Examples.elementFor(john.id(), hcp1);
    InvitationCode code = await(hcp1.patients().inviteUser(john));
    assertThat(await(hcp1.patients().confirmInvitation(code))).isEmpty();

    Person p = world.invited(InvitationCode.parse(code.reveal()));

    assertThat(p.id()).isEqualTo(john.id());
    assertThat(await(p.patients().getPatients(EntityFilter.ALL)).items()).isEmpty();
    assertThat(await(p.samples().getDataSamples(EntityFilter.ALL)).items()).isEmpty();
    assertThat(await(p.elements().getHealthcareElements(EntityFilter.ALL)).items()).isEmpty();
    failure(NotFound.class, p.samples().getDataSamplesForPatient(john.id()));
    String own = Examples.patientOf(p);
    DataSample ownSample = Examples.sampleFor(own, p);

    assertThat(await(hcp1.patients().confirmInvitation(code))).contains(john.id());
    List<SharedEntity> results = new ArrayList<>();
    await(hcp1.patients().giveAccessToAllDataOf(john.id(), results::add));

    assertThat(results).hasSize(4).allMatch(one -> one.outcome() == SharedEntity.Outcome.SHARED);
    assertThat(await(p.patients().getPatients(EntityFilter.ALL)).items()).hasSize(2);
    assertThat(await(p.samples().getDataSamples(EntityFilter.ALL)).items()).hasSize(3);
    assertThat(await(p.elements().getHealthcareElements(EntityFilter.ALL)).items()).hasSize(1);
    assertThat(await(p.samples().getDataSamplesForPatient(john.id())))
        .extracting(DataSample::id)
        .containsExactlyInAnyOrder(md1.id(), md2.id());
    assertThat(await(p.elements().getHealthcareElementsForPatient(john.id())))
        .extracting(HealthcareElement::id)
        .containsExactly(element.id());
    assertThat(await(p.samples().getDataSamplesForPatient(own))).containsExactly(ownSample);
    failure(NotFound.class, hcp1.samples().getDataSample(ownSample.id()));
  }

  @Scenario
  void s39_aSecondUserIsAConflictAndOnlyTheAuthorInvites(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Patient shared = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    failure(Forbidden.class, hcp2.patients().inviteUser(shared));
    InvitationCode first = await(hcp1.patients().inviteUser(shared));
    InvitationCode second = await(hcp1.patients().inviteUser(shared));
    world.invited(first);

    assertThatThrownBy(() -> world.invited(first)).isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> world.invited(second)).isInstanceOf(Conflict.class);

    failure(Conflict.class, hcp1.patients().inviteUser(shared));
    assertThat(await(hcp1.patients().confirmInvitation(first))).contains(john.id());
    assertThat(await(hcp1.patients().confirmInvitation(second))).isEmpty();
    failure(NotFound.class, hcp2.patients().confirmInvitation(first));
  }

  @Scenario
  void s39_aCardWithoutTheProofIsNotTrusted(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    InvitationCode code = await(hcp1.patients().inviteUser(john));
    world.invited(code);
    OwnerKey servers = new Forger().keyOf(john.id());
    server.alter(Operation.CARDS, cards -> withFirst(cards, servers));

    server.alter(Operation.INVITATION, answer -> answer.put("card", servers.card().toJson()));
    refusesTheProof(hcp1, code);
    server.alter(
        Operation.INVITATION, answer -> answer.put("proof", Base64Url.encode(new byte[32])));
    refusesTheProof(hcp1, code);
    OwnerKey others = world.hcp().keys().current();
    server.alter(Operation.INVITATION, answer -> answer.put("card", others.card().toJson()));
    refusesTheProof(hcp1, code);

    failure(UntrustedKey.class, hcp1.patients().giveAccessToAllDataOf(john.id(), result -> {}));
    assertThat(server.asked(Operation.GIVE_ACCESS)).isEmpty();
    assertThat(hcp1.keys().pins(john.id())).isEmpty();
  }

  private static void refusesTheProof(Person hcp1, InvitationCode code) {
    Invalid refused = failure(Invalid.class, hcp1.patients().confirmInvitation(code));
    assertThat(refused.field()).isEqualTo("proof");
  }

  private static JsonObject withFirst(JsonObject cards, OwnerKey key) {
    boolean same =
        cards.getJsonArray("items").stream()
            .anyMatch(card -> ((JsonObject) card).getString("owner").equals(key.owner()));
    return same ? Forger.cards(key.card()) : cards;
  }

  @Scenario
  void s39_aCardTakenOnFirstUseIsForgottenOnceTheRealOneIsProven(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample md1 = Examples.sampleFor(john.id(), hcp1);
    DataSample md2 = Examples.sampleFor(john.id(), hcp1);
    InvitationCode code = await(hcp1.patients().inviteUser(john));
    Person p = world.invited(code);
    OwnerKey servers = new Forger().keyOf(john.id());
    server.alter(Operation.CARDS, cards -> withFirst(cards, servers));
    server.on(Operation.CREATE_EXCHANGE, (asked, honest) -> Future.succeededFuture(asked.body()));
    server.on(
        Operation.GIVE_ACCESS,
        (asked, honest) -> Future.succeededFuture(new JsonObject().put("rev", "2-lie")));
    await(hcp1.samples().giveAccessTo(md1, john.id()));
    assertThat(hcp1.keys().pins(john.id())).hasSize(1);
    UntrustedKey refused =
        failure(UntrustedKey.class, hcp1.patients().giveAccessToAllDataOf(john.id(), one -> {}));
    assertThat(refused.keyId()).isEqualTo(servers.keyId());

    server.repent();
    assertThat(await(hcp1.patients().confirmInvitation(code))).contains(john.id());
    await(hcp1.patients().giveAccessToAllDataOf(john.id(), one -> {}));

    assertThat(await(hcp1.salus().dataOwnerApi().getTrustedKeys(john.id())))
        .singleElement()
        .matches(key -> key.keyId().equals(p.keys().current().keyId()));
    List<HostileServer.Asked> made = server.asked(Operation.CREATE_EXCHANGE);
    ExchangeRecord last = ExchangeRecord.parse(made.get(made.size() - 1).body());
    assertThat(last.sealed())
        .containsOnlyKeys(hcp1.keys().current().keyId(), p.keys().current().keyId());
    for (DataSample sample : List.of(md1, md2)) {
      assertThat(await(p.samples().getDataSample(sample.id())).content())
          .isEqualTo(sample.content());
    }
  }

  @Scenario
  void s39_theKeyRingOfAnotherDoesNotAccept(World world) {
    Person hcp1 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    InvitationCode code = await(hcp1.patients().inviteUser(john));
    KeyRing others = KeyRing.generate(hcp1.id(), Clock.systemUTC(), new SecureRandom());

    assertThatThrownBy(() -> world.accept(code, others))
        .isInstanceOfSatisfying(
            Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("keyRing"));

    assertThat(code.toString()).doesNotContain(code.reveal());
  }
}
