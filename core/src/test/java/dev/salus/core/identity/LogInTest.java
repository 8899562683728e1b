package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.IdentityService;
import dev.salus.api.Session;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logging in, and slowing down guesses (threat T12). */
class LogInTest {

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void theAnswerTellsTheUserOfItself() {
    String owner = salus.dataOwner("hcp");
    JsonObject created =
        await(identity.createUser(ADMIN, salus.credentials("Jon").put("dataOwner", owner)));

    Session session = salus.logIn("jon");

    assertThat(session.caller().user()).isEqualTo(created.getString("id"));
    assertThat(session.caller().dataOwner()).isEqualTo(owner);
    assertThat(session.caller().roles()).isEmpty();
    JsonObject none =
        new JsonObject()
            .put("all", new JsonArray())
            .put("medicalInformation", new JsonArray())
            .put("administrativeInformation", new JsonArray());
    assertThat(session.user()).isEqualTo(created.copy().put("sharingDataWith", none));
    assertThat(await(identity.me(session.caller()))).isEqualTo(session.user());
  }

  @Test
  void aUserWithoutDataOwnerSharesNothing() {
    salus.user("clerk");

    JsonObject shown = salus.logIn("clerk").user();

    assertThat(shown.containsKey("dataOwner")).isFalse();
    assertThat(shown.getJsonObject("sharingDataWith").getJsonArray("all")).isEmpty();
  }

  @Test
  void t12_anUnknownLoginIsAnsweredLikeAWrongPassword() {
    salus.user("jon");

    Unauthenticated wrong = failure(Unauthenticated.class, guess("jon", "wrong password", "a"));
    Unauthenticated unknown = failure(Unauthenticated.class, guess("nobody", PASSWORD, "a"));

    assertThat(unknown.detail()).isEqualTo(wrong.detail());
  }

  @Test
  void t12_failuresOfALoginFromOneAddressAreSlowedDownMoreAndMore() {
    salus.user("jon");
    failTimes("jon", 5);

    long firstWait = failure(TooManyRequests.class, guess("jon", PASSWORD, "a")).retryAfterMs();
    long lastWait = firstWait;
    for (int i = 5; i < 25; i++) {
      salus.clock().advance(Duration.ofMillis(lastWait));
      failure(Unauthenticated.class, guess("jon", "wrong password", "a"));
      lastWait = failure(TooManyRequests.class, guess("JON", PASSWORD, "a")).retryAfterMs();
    }

    assertThat(firstWait).isPositive();
    assertThat(lastWait).isGreaterThan(firstWait);
    salus.clock().advance(Duration.ofMillis(lastWait - 1));
    failure(TooManyRequests.class, guess("jon", PASSWORD, "a"));
    salus.clock().advance(Duration.ofMillis(1));
    await(guess("jon", PASSWORD, "a"));
  }

  @Test
  void t12_unknownLoginsAreSlowedDownAlike() {
    failTimes("nobody", 5);

    failure(TooManyRequests.class, guess("nobody", PASSWORD, "a"));
  }

  @Test
  void t12_aSuccessForgetsTheFailuresOfItsLoginFromItsAddress() {
    salus.user("jon");
    failTimes("jon", 4);
    await(guess("jon", PASSWORD, "a"));
    failTimes("jon", 4);

    await(guess("jon", PASSWORD, "a"));
  }

  @Test
  void t12_oneAddressThatTriesManyLoginsIsSlowedDown() {
    salus.user("jon");
    for (int i = 0; i < 100; i++) {
      failure(Unauthenticated.class, guess("nobody-" + i, PASSWORD, "evil"));
    }

    failure(TooManyRequests.class, guess("jon", PASSWORD, "evil"));
    await(guess("jon", PASSWORD, "home"));
  }

  @Test
  void t12_ofManyGuessesSentAtOnceFewAreMade() {
    salus.user("jon");
    List<Future<Session>> guesses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      guesses.add(guess("jon", "guess number " + i, "a"));
    }
    await(Future.join(guesses).otherwiseEmpty());

    // Five are free; those that the two workers have begun by then are made, no more.
    assertThat(guesses)
        .filteredOn(guess -> guess.cause() instanceof Unauthenticated)
        .hasSizeBetween(5, 5 + RunningSalus.CHEAP.workers());
    assertThat(guesses)
        .allMatch(
            guess ->
                guess.cause() instanceof Unauthenticated
                    || guess.cause() instanceof TooManyRequests);
  }

  @Test
  void malformedCredentialsAreRefusedWithTheirField() {
    assertInvalid("login", identity.login(new JsonObject().put("password", "x"), "a"));
    assertInvalid("password", identity.login(new JsonObject().put("login", "x"), "a"));
    assertInvalid("password", guess("x", "y".repeat(1_025), "a"));
    assertInvalid("user", identity.login(salus.credentials("x").put("user", "y"), "a"));
  }

  @Test
  void aPasswordMatchesHoweverItsAccentsAreComposed() {
    await(
        identity.createUser(
            ADMIN, new JsonObject().put("login", "zoë").put("password", "cafe\u0301 au lait")));

    await(guess("zoe\u0308", "caf\u00e9 au lait", "a"));
    await(guess("ZOË", "cafe\u0301 au lait", "a"));
  }

  private void failTimes(String login, int times) {
    for (int i = 0; i < times; i++) {
      failure(Unauthenticated.class, guess(login, "wrong password", "a"));
    }
  }

  private Future<Session> guess(String login, String password, String address) {
    return identity.login(new JsonObject().put("login", login).put("password", password), address);
  }
}
