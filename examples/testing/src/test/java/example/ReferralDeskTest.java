package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.Repeats;
import dev.salus.testkit.HostileServer;
import dev.salus.testkit.Owner;
import dev.salus.testkit.SalusTest;
import dev.salus.testkit.TestSalus;
import io.vertx.core.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SalusTest
class ReferralDeskTest {

  private String john;

  @BeforeEach
  void aPatientOfHcp1(@Owner("hcp1") Salus hcp1) {
    Patient patient = Patient.builder().firstName("John").lastName("Snow").build();
    john = hcp1.patientApi().createOrModifyPatient(patient).await().requireId();
  }

  @Test
  void theColleagueSeesTheNameAndTheScaleDoesNot(
      @Owner("hcp1") Salus hcp1,
      @Owner("hcp2") Salus hcp2,
      @Owner("hcp2") String hcp2Id,
      @Owner(value = "scale", type = DataOwner.Type.DEVICE) Salus scale) {
    new ReferralDesk(hcp1).refer(john, hcp2Id);

    assertEquals("John Snow", new ReferralDesk(hcp2).line(john));
    assertEquals("this record cannot be shown: NotFound", new ReferralDesk(scale).line(john));
  }

  @Test
  void aRecordThatTheServerChangedIsNotShown(
      @Owner("hcp1") Salus hcp1, @Owner("hcp1") HostileServer server) {
    server.alter(Operation.ENTITY, entity -> entity.put("created", 1));

    assertEquals("this record cannot be shown: TamperedEntity", new ReferralDesk(hcp1).line(john));
  }

  @Test
  void aReferralIsThereThoughItsAnswerWasLost(
      TestSalus salus,
      @Owner("hcp1") SalusOptions options,
      @Owner("hcp1") HostileServer server,
      @Owner("hcp2") Salus hcp2,
      @Owner("hcp2") String hcp2Id) {
    Salus impatient =
        Salus.connect(salus.vertx(), options.withRepeats(Repeats.NONE)).await();
    server.on(
        Operation.GIVE_ACCESS,
        (asked, honest) ->
            honest.get().compose(done -> Future.failedFuture(new Unavailable("cut off", 1_000))));

    assertThrows(Unavailable.class, () -> new ReferralDesk(impatient).refer(john, hcp2Id));

    assertTrue(server.asked(Operation.GIVE_ACCESS).size() == 1);
    assertEquals("John Snow", new ReferralDesk(hcp2).line(john));
    impatient.close().await();
  }
}
