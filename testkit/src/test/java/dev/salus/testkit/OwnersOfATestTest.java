package dev.salus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.NotFound;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What a test of a third party gets. */
@SalusTest
class OwnersOfATestTest {

  private static final Patient JOHN = Patient.builder().firstName("John").lastName("Snow").build();

  private Patient john;

  @BeforeEach
  void hcp1HasAPatient(@Owner("hcp1") Salus hcp1) {
    john = hcp1.patientApi().createOrModifyPatient(JOHN).await();
  }

  /**
   * Each time on a server of its own, or hcp1 would have more patients, or there would be no new
   * hcp1.
   */
  @RepeatedTest(2)
  void s63_threeNamedDataOwnersShareOnAServerOfTheTestsOwn(
      @Owner("hcp1") Salus hcp1,
      @Owner("hcp2") Salus hcp2,
      @Owner("hcp2") String hcp2Id,
      @Owner(value = "p", type = DataOwner.Type.PATIENT) TestOwner p,
      TestSalus salus) {
    assertThat(hcp1.patientApi().getPatients(EntityFilter.ALL).await().items()).hasSize(1);
    assertThatThrownBy(() -> hcp2.patientApi().getPatient(john.requireId()).await())
        .isInstanceOf(NotFound.class);

    Patient shared = hcp1.patientApi().giveAccessTo(john, hcp2Id).await();
    hcp1.patientApi().giveAccessTo(shared, p.id()).await();

    assertThat(hcp2.patientApi().getPatient(john.requireId()).await().lastName()).isEqualTo("Snow");
    assertThat(p.salus().patientApi().getPatient(john.requireId()).await().lastName())
        .isEqualTo("Snow");
    assertThat(salus.owner("hcp2", DataOwner.Type.HCP).id()).isEqualTo(hcp2Id);
  }

  @Test
  void theServerOfAnOwnerLiesToItAloneUntilItRepents(
      @Owner("hcp1") Salus hcp1,
      @Owner("hcp1") HostileServer server,
      @Owner("hcp2") Salus hcp2,
      @Owner("hcp2") String hcp2Id) {
    hcp1.patientApi().giveAccessTo(john, hcp2Id).await();
    server.alter(
        Operation.ENTITY, entity -> entity.put("modified", entity.getLong("modified") + 1));

    assertThatThrownBy(() -> hcp1.patientApi().getPatient(john.requireId()).await())
        .isInstanceOf(TamperedEntity.class);
    assertThat(hcp2.patientApi().getPatient(john.requireId()).await().lastName()).isEqualTo("Snow");
    assertThat(server.asked(Operation.ENTITY)).isNotEmpty();

    server.repent();
    assertThat(hcp1.patientApi().getPatient(john.requireId()).await().lastName()).isEqualTo("Snow");
  }

  @Test
  void anApplicationConnectsByItselfThroughTheSameServer(
      @Owner("hcp1") SalusOptions options, @Owner("hcp1") HostileServer server, TestSalus salus) {
    int before = server.asked(Operation.ME).size();

    Salus own = Salus.connect(salus.vertx(), options).await();

    assertThat(own.patientApi().getPatient(john.requireId()).await()).isNotNull();
    assertThat(server.asked(Operation.ME)).hasSizeGreaterThan(before);
    own.close().await();
  }

  @Test
  void anOwnerHasOneType(TestSalus salus) {
    assertThatThrownBy(() -> salus.owner("hcp1", DataOwner.Type.DEVICE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hcp1");
  }
}
