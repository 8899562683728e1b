package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.TooManyRequests;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accepting invitations (protocol §1). */
class AcceptanceTest {

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();
  private String owner;
  private String token;

  @BeforeEach
  void invite() {
    owner = salus.dataOwner("hcp");
    token = inviteAgain();
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void theInviteeGetsItsUserAndTheInviterCardAndProof() {
    JsonObject body = body("jon");

    JsonObject user = await(accept(body));

    assertThat(user.getString("login")).isEqualTo("jon");
    assertThat(user.getString("dataOwner")).isEqualTo(owner);
    assertThat(user.getJsonArray("roles")).isEmpty();
    assertThat(await(identity.user(ADMIN, user.getString("id")))).isEqualTo(user);
    JsonObject seen = await(identity.invitation(ADMIN, token));
    assertThat(seen.getJsonObject("card")).isEqualTo(body.getJsonObject("card"));
    assertThat(seen.getString("proof")).isEqualTo(body.getString("proof"));
    assertThat(cards()).containsExactly(body.getJsonObject("card"));
    assertThat(salus.logIn("jon").caller().dataOwner()).isEqualTo(owner);
  }

  @Test
  void acceptingAgainIsAnsweredAsTheFirstTimeToTheSameOnly() {
    JsonObject body = body("jon");
    JsonObject user = await(accept(body));

    assertThat(await(accept(body.copy()))).isEqualTo(user);
    failure(Conflict.class, accept(body.copy().put("password", "another password")));
    failure(Conflict.class, accept(body.copy().put("proof", TestKey.random(32))));
    failure(Conflict.class, accept(body.copy().put("login", "ygritte")));
    failure(Conflict.class, accept(body("jon")));
    assertThat(cards()).hasSize(1);
  }

  @Test
  void ofManyWhoAcceptAtOnceOneWins() {
    List<JsonObject> bodies = new ArrayList<>();
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      bodies.add(body("jon-" + i % 5));
      attempts.add(accept(bodies.get(i)));
    }
    settled(attempts);

    assertThat(attempts).filteredOn(Future::succeeded).hasSize(1);
    assertThat(attempts)
        .filteredOn(Future::failed)
        .allMatch(attempt -> attempt.cause() instanceof Conflict);
    for (int i = 0; i < attempts.size(); i++) {
      if (attempts.get(i).succeeded()) {
        JsonObject card = bodies.get(i).getJsonObject("card");
        assertThat(cards()).containsExactly(card);
        assertThat(await(identity.invitation(ADMIN, token)).getJsonObject("card")).isEqualTo(card);
      }
    }
    assertThat(await(identity.users(ADMIN, new JsonObject())).getJsonArray("items")).hasSize(1);
  }

  @Test
  void ofTwoInvitationsForOneDataOwnerOneIsAccepted() {
    String other = inviteAgain();
    await(accept(body("jon")));

    failure(Conflict.class, identity.acceptInvitation(other, body("ygritte"), "home"));
    failure(Conflict.class, identity.acceptInvitation(other, body("jon"), "home"));
  }

  @Test
  void aTakenLoginConflictsAndTheInvitationStaysOpen() {
    salus.user("Jon");

    failure(Conflict.class, accept(body("jon")));
    assertThat(cards()).isEmpty();

    await(accept(body("ygritte")));
  }

  @Test
  void anExpiredOrUnknownInvitationIsNotFound() {
    failure(NotFound.class, identity.acceptInvitation(TestKey.random(16), body("jon"), "home"));
    failure(NotFound.class, identity.acceptInvitation("x", body("jon"), "home"));
    salus.clock().advance(Duration.ofDays(7));

    failure(NotFound.class, accept(body("jon")));
  }

  @Test
  void t12_guessingInvitationsIsSlowedDown() {
    for (int i = 0; i < 5; i++) {
      failure(NotFound.class, identity.acceptInvitation(TestKey.random(16), body("jon"), "evil"));
    }

    Future<JsonObject> early = identity.acceptInvitation(token, body("jon"), "evil");
    assertThat(failure(TooManyRequests.class, early).retryAfterMs()).isPositive();
    await(accept(body("jon")));
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsFieldAndNothingIsMade() {
    TestKey key = new TestKey(owner, salus.now());
    TestKey foreign = new TestKey(salus.dataOwner("patient"), salus.now());

    assertInvalid("card.owner", accept(body("jon").put("card", foreign.json())));
    assertInvalid(
        "card.signature",
        accept(body("jon").put("card", key.json().put("signature", TestKey.random(64)))));
    assertInvalid(
        "card",
        accept(body("jon").put("card", key.json().put("retired", key.retire(key, 1).toJson()))));
    assertInvalid(
        "card",
        accept(
            body("jon")
                .put(
                    "card",
                    key.json()
                        .put("endorsements", new JsonArray().add(key.endorse(key).toJson())))));
    assertInvalid("proof", accept(body("jon").put("proof", TestKey.random(31))));
    assertInvalid("password", accept(body("jon").put("password", "short")));
    assertInvalid("roles", accept(body("jon").put("roles", new JsonArray().add("admin"))));
    JsonObject withoutLogin = body("jon");
    withoutLogin.remove("login");
    assertInvalid("login", accept(withoutLogin));
    assertThat(cards()).isEmpty();
    assertThat(await(identity.users(ADMIN, new JsonObject())).getJsonArray("items")).isEmpty();
  }

  @Test
  void aDeletedUsersDataOwnerIsTakenByTheNextInvitationOnly() {
    JsonObject body = body("jon");
    JsonObject user = await(accept(body));
    await(identity.deleteUser(ADMIN, user.getString("id"), user.getString("rev")));

    failure(Conflict.class, accept(body));
    JsonObject again = await(identity.acceptInvitation(inviteAgain(), body("jon"), "home"));

    assertThat(again.getString("dataOwner")).isEqualTo(owner);
    assertThat(cards()).hasSize(2);
  }

  private String inviteAgain() {
    return await(identity.invite(ADMIN, new JsonObject().put("dataOwner", owner)))
        .getString("token");
  }

  private JsonObject body(String login) {
    return salus
        .credentials(login)
        .put("card", new TestKey(owner, salus.now()).json())
        .put("proof", TestKey.random(32));
  }

  private Future<JsonObject> accept(JsonObject body) {
    return identity.acceptInvitation(token, body, "home");
  }

  private JsonArray cards() {
    return await(salus.crypto().cards(ADMIN, owner)).getJsonArray("items");
  }
}
