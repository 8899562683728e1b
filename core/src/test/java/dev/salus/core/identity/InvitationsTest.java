package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SignedPatient;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.ExchangeRecord;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inviting somebody, and whom one may invite (protocol §1). */
class InvitationsTest {

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void anAdministratorInvitesForADataOwner() {
    String owner = salus.dataOwner("hcp");

    JsonObject invitation = await(invite(ADMIN, "dataOwner", owner));

    String token = invitation.getString("token");
    assertThat(Base64Url.decode(token, "token")).hasSize(16);
    long inAWeek = salus.now() + Duration.ofDays(7).toMillis();
    assertThat(invitation.getLong("expiresAt")).isEqualTo(inAWeek);
    assertThat(await(identity.invitation(ADMIN, token)))
        .isEqualTo(new JsonObject().put("dataOwner", owner).put("expiresAt", inAWeek));
  }

  @Test
  void s39_theAuthorOfAPatientInvitesTheOneItIsAbout() {
    Caller author = salus.ownerCaller();
    String patient = patientBy(author);

    String token = await(invite(author, "patient", patient)).getString("token");
    JsonObject user = accept(token, patient, "jon");

    assertThat(user.getString("dataOwner")).isEqualTo(patient);
    assertThat(await(identity.dataOwner(author, patient)).getString("type")).isEqualTo("patient");
    assertThat(salus.logIn("jon").caller().dataOwner()).isEqualTo(patient);
    failure(Conflict.class, invite(author, "patient", patient));
  }

  @Test
  void onlyTheAuthorInvitesFromAPatient() {
    Caller author = salus.ownerCaller();
    String patient = patientBy(author);

    failure(NotFound.class, invite(salus.ownerCaller(), "patient", patient));
    failure(Forbidden.class, invite(ADMIN, "patient", patient));
    failure(NotFound.class, invite(author, "patient", UUID.randomUUID().toString()));
    assertThat(await(identity.dataOwnerExists(patient))).isFalse();
  }

  @Test
  void onlyAdministratorsInviteForADataOwner() {
    failure(Forbidden.class, invite(salus.ownerCaller(), "dataOwner", salus.dataOwner("hcp")));
  }

  @Test
  void nobodyIsInvitedForADataOwnerThatHasAUser() {
    String owner = salus.dataOwner("hcp");
    await(identity.createUser(ADMIN, salus.credentials("jon").put("dataOwner", owner)));

    failure(Conflict.class, invite(ADMIN, "dataOwner", owner));
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsField() {
    String owner = salus.dataOwner("hcp");
    JsonObject body = new JsonObject().put("dataOwner", owner);

    assertInvalid("patient", identity.invite(ADMIN, new JsonObject()));
    assertInvalid("patient", identity.invite(ADMIN, body.copy().put("patient", owner)));
    assertInvalid("dataOwner", invite(ADMIN, "dataOwner", UUID.randomUUID().toString()));
    assertInvalid("dataOwner", invite(ADMIN, "dataOwner", "Jon"));
    assertInvalid("expiresIn", identity.invite(ADMIN, body.copy().put("expiresIn", 59)));
    assertInvalid(
        "expiresIn", identity.invite(ADMIN, body.copy().put("expiresIn", 30 * 86_400 + 1)));
    assertInvalid("to", identity.invite(ADMIN, body.copy().put("to", "jon@example.com")));
    JsonObject shortest = await(identity.invite(ADMIN, body.copy().put("expiresIn", 60)));
    assertThat(shortest.getLong("expiresAt")).isEqualTo(salus.now() + 60_000);
  }

  @Test
  void onlyTheInviterSeesAnInvitation() {
    String token = await(invite(ADMIN, "dataOwner", salus.dataOwner("hcp"))).getString("token");

    failure(NotFound.class, identity.invitation(salus.ownerCaller(), token));
    failure(NotFound.class, identity.invitation(ADMIN, TestKey.random(16)));
    failure(NotFound.class, identity.invitation(ADMIN, "not a token"));
  }

  @Test
  void invitationsThatNobodyAcceptedAreRemovedInTime() {
    String owner = salus.dataOwner("hcp");
    String token = await(invite(ADMIN, "dataOwner", owner)).getString("token");
    salus.clock().advance(Duration.ofDays(8));
    assertThat(await(identity.invitation(ADMIN, token)).getString("dataOwner")).isEqualTo(owner);
    salus.clock().advance(Duration.ofDays(30));

    await(invite(ADMIN, "dataOwner", owner));

    failure(NotFound.class, identity.invitation(ADMIN, token));
  }

  private String patientBy(Caller author) {
    TestKey key = salus.publish(author);
    ExchangeRecord own =
        TestExchange.signed(key, key.owner(), salus.now(), TestExchange.sealedTo(key));
    await(salus.crypto().createExchange(author, own.toJson()));
    Entity patient = SignedPatient.by(key, own, salus.now());
    await(salus.entities().create(author, "Patient", patient.toJson()));
    return patient.header().id();
  }

  private JsonObject accept(String token, String owner, String login) {
    JsonObject body =
        salus
            .credentials(login)
            .put("card", new TestKey(owner, salus.now()).json())
            .put("proof", TestKey.random(32));
    return await(identity.acceptInvitation(token, body, "home"));
  }

  private Future<JsonObject> invite(Caller caller, String field, String id) {
    return identity.invite(caller, new JsonObject().put(field, id));
  }
}
