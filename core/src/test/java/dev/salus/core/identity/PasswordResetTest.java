package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.Session;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator sets the password of somebody who has forgotten it. */
class PasswordResetTest {

  private static final String ANOTHER = "easier to remember";

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();
  private final String owner = salus.dataOwner("hcp");
  private String user;

  @BeforeEach
  void createUser() {
    JsonObject made = salus.credentials("jon").put("dataOwner", owner);
    user = await(identity.createUser(ADMIN, made)).getString("id");
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void theNewPasswordHoldsAndOldSessionsEnd() {
    Session before = salus.logIn("jon");

    await(reset(ADMIN, ANOTHER));

    failure(Unauthenticated.class, identity.authenticate(user, before.caller().session()));
    failure(Unauthenticated.class, logIn(PASSWORD));
    Caller after = await(logIn(ANOTHER)).caller();
    assertThat(after.user()).isEqualTo(user);
    assertThat(after.dataOwner()).isEqualTo(owner);
  }

  @Test
  void locksAreLifted() {
    for (int i = 0; i < 10; i++) {
      await(logIn("guess number " + i).otherwiseEmpty());
    }
    failure(TooManyRequests.class, logIn(PASSWORD));

    await(reset(ADMIN, ANOTHER));

    await(logIn(ANOTHER));
  }

  @Test
  void t26_whoKnowsThePasswordThatWasSetCountsAsALaterUser() {
    Caller before = salus.logIn("jon").caller();
    TestKey real = salus.publish(before);

    await(reset(ADMIN, ANOTHER));

    Caller after = await(logIn(ANOTHER)).caller();
    TestKey planted = salus.publish(after);
    assertThat(cards().getJsonArray("unvouched")).containsExactly(planted.keyId());
    failure(
        Forbidden.class,
        salus
            .crypto()
            .retire(after, owner, real.keyId(), planted.retire(real, salus.now()).toJson()));
    await(salus.crypto().endorse(after, owner, planted.keyId(), real.endorse(planted).toJson()));
    assertThat(cards().containsKey("unvouched")).isFalse();
  }

  @Test
  void onlyAdministratorsDoItAndOnlyWithAPasswordByTheRules() {
    Caller jon = salus.logIn("jon").caller();

    failure(Forbidden.class, reset(jon, ANOTHER));
    assertInvalid("password", reset(ADMIN, "short"));
    failure(
        NotFound.class,
        identity.resetPassword(
            ADMIN, UUID.randomUUID().toString(), new JsonObject().put("password", ANOTHER)));
    await(logIn(PASSWORD));
  }

  private Future<Void> reset(Caller by, String password) {
    return identity.resetPassword(by, user, new JsonObject().put("password", password));
  }

  private Future<Session> logIn(String password) {
    return identity.login(
        new JsonObject().put("login", "jon").put("password", password), "10.0.0.1");
  }

  private JsonObject cards() {
    return await(salus.crypto().cards(ADMIN, owner));
  }
}
