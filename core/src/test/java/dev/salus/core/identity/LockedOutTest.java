package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.Session;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether somebody can be kept out of their own account (threat T25). */
class LockedOutTest {

  private static final Duration WITHIN_SECONDS = Duration.ofSeconds(10);

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();
  private JsonObject user;

  @BeforeEach
  void createUser() {
    user = salus.user("jon");
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void t25_threeHundredWrongPasswordsADayKeepNobodyOut() {
    for (int i = 0; i < 300; i++) {
      guess("jon", "guess number " + i, "evil");
      if (i % 40 == 39) {
        await(guess("jon", PASSWORD, "home"));
      }
      salus.clock().advance(Duration.ofMinutes(5));
    }
  }

  @Test
  void t25_guessesFromManyAddressesKeepNobodyOutForLong() {
    for (int i = 0; i < 300; i++) {
      guess("jon", "guess number " + i, "evil-" + i);
    }
    salus.clock().advance(WITHIN_SECONDS);

    await(guess("jon", PASSWORD, "home"));
  }

  @Test
  void t12_guessesOfOneLoginFromManyAddressesAreSlowedDown() {
    int made = 0;
    for (int i = 0; i < 300; i++) {
      made +=
          guess("jon", "guess number " + i, "evil-" + i).cause() instanceof Unauthenticated ? 1 : 0;
    }

    assertThat(made).isBetween(50, 100);
  }

  @Test
  void t25_whoHasADeviceTokenIsNotHeldUpByOthersAtItsAddress() {
    String token = await(guess("jon", PASSWORD, "clinic")).deviceToken();
    // A restart has no counters and no memory of addresses; the token's key is in the store.
    try (RunningSalus other = RunningSalus.on(same -> salus.store())) {
      for (int i = 0; i < 200; i++) {
        logIn(other, "jon", "guess number " + i, "clinic", null);
        logIn(other, "nobody-" + i, PASSWORD, "clinic", null);
      }
      failure(TooManyRequests.class, logIn(other, "jon", PASSWORD, "clinic", null));

      Session session = await(logIn(other, "jon", PASSWORD, "clinic", token));

      assertThat(session.caller().user()).isEqualTo(user.getString("id"));
    }
  }

  @Test
  void t25_whoLoggedInFromAnAddressIsNotHeldUpByGuessesOfOthersThere() {
    await(guess("jon", PASSWORD, "clinic"));
    for (int i = 0; i < 150; i++) {
      guess("nobody-" + i, PASSWORD, "clinic");
    }
    failure(TooManyRequests.class, guess("arya", PASSWORD, "clinic"));

    await(guess("jon", PASSWORD, "clinic"));
  }

  @Test
  void t12_aDeviceTokenDoesNotLetAnybodyGuess() {
    String token = await(guess("jon", PASSWORD, "home")).deviceToken();
    List<Future<Session>> guesses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Future<Session> guess = logIn(salus, "jon", "guess number " + i, "evil", token);
      await(guess.otherwiseEmpty());
      guesses.add(guess);
    }

    assertThat(guesses)
        .filteredOn(guess -> guess.cause() instanceof Unauthenticated)
        .hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void t12_aDeviceTokenIsGoodForItsLoginAndItsTimeOnly() {
    salus.user("arya");
    String token = await(guess("jon", PASSWORD, "home")).deviceToken();
    String aryas = await(guess("arya", PASSWORD, "home")).deviceToken();
    String changed = "B" + token.substring(1);
    for (int i = 0; i < 5; i++) {
      guess("jon", "guess number " + i, "evil");
    }

    for (String no : List.of(aryas, changed, "", "no token", token + "AAAA", "=".repeat(75))) {
      failure(TooManyRequests.class, logIn(salus, "jon", PASSWORD, "evil", no));
    }
    await(logIn(salus, "jon", PASSWORD, "evil", token));
    salus.clock().advance(DeviceTokens.LIFE);
    for (int i = 0; i < 5; i++) {
      guess("jon", "guess number " + i, "evil");
    }
    failure(TooManyRequests.class, logIn(salus, "jon", PASSWORD, "evil", token));
  }

  @Test
  void t25_rightLogInsOfOneUserAreBoundedAndHoldUpNobodyElse() {
    salus.user("arya");
    List<Future<Session>> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(logIn(salus, "jon", PASSWORD, "busy", null));
    }
    Future<Session> other = logIn(salus, "arya", PASSWORD, "home", null);

    await(other);
    await(Future.join(many).otherwiseEmpty());
    assertThat(many).filteredOn(Future::succeeded).hasSizeLessThan(200);
    assertThat(many)
        .filteredOn(Future::failed)
        .allMatch(refused -> refused.cause() instanceof TooManyRequests);
  }

  @Test
  void t25_anAdministratorLiftsALock() {
    for (int i = 0; i < 10; i++) {
      guess("jon", "guess number " + i, "clinic");
    }
    failure(TooManyRequests.class, guess("jon", PASSWORD, "clinic"));

    await(identity.liftLocks(ADMIN, user.getString("id")));

    Session session = await(guess("jon", PASSWORD, "clinic"));
    failure(Forbidden.class, identity.liftLocks(session.caller(), user.getString("id")));
    failure(NotFound.class, identity.liftLocks(ADMIN, UUID.randomUUID().toString()));
  }

  @Test
  void t12_addressesOfOneIpv6NetworkCountAsOne() {
    for (int i = 0; i < 5; i++) {
      failure(Unauthenticated.class, guess("jon", "guess " + i, "2001:db8:1:2::" + i));
    }

    failure(TooManyRequests.class, guess("jon", PASSWORD, "2001:db8:1:2:ffff:ffff:ffff:ffff"));
    await(guess("jon", PASSWORD, "2001:db8:1:3::1"));
  }

  private Future<Session> guess(String login, String password, String address) {
    Future<Session> attempt = logIn(salus, login, password, address, null);
    await(attempt.otherwiseEmpty());
    return attempt;
  }

  private static Future<Session> logIn(
      RunningSalus salus, String login, String password, String address, String deviceToken) {
    JsonObject credentials = new JsonObject().put("login", login).put("password", password);
    if (deviceToken != null) {
      credentials.put("deviceToken", deviceToken);
    }
    return salus.identity().login(credentials, address);
  }
}
