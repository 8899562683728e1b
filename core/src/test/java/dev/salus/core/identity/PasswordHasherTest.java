package dev.salus.core.identity;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.TooManyRequests;
import dev.salus.core.identity.password.HashingTurn;
import dev.salus.core.identity.password.Password;
import dev.salus.core.identity.password.PasswordHash;
import dev.salus.core.identity.password.PasswordHasher;
import dev.salus.core.identity.password.PasswordHashing;
import dev.salus.core.identity.throttle.LoginThrottle;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.protocol.FieldReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {

  private static final PasswordHashing CHEAP = new PasswordHashing(64, 1, 1, 1, 2);

  private static final HashingTurn STRANGER = HashingTurn.of("10.0.0.1", "jon");

  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final PasswordHasher hasher = new PasswordHasher(vertx, CHEAP, random);

  @AfterEach
  void close() {
    await(hasher.close());
    await(vertx.close());
  }

  @Test
  void aHashMatchesItsPasswordOnly() {
    PasswordHash hash = await(hasher.hash(password("correct horse"), STRANGER));

    assertThat(hash.matches(password("correct horse"))).isTrue();
    assertThat(hash.matches(password("correct horsf"))).isFalse();
    assertThat(hasher.decoy().matches(password("correct horse"))).isFalse();
    assertThat(PasswordHash.fromJson(hash.toJson())).isEqualTo(hash);
    assertThat(await(hasher.hash(password("correct horse"), STRANGER)).hash())
        .isNotEqualTo(hash.hash());
  }

  @Test
  void theDefaultCostsAreThoseOfTheDesign() {
    assertThat(PasswordHashing.DEFAULT.memoryKiB()).isEqualTo(19 * 1024);
    assertThat(PasswordHashing.DEFAULT.iterations()).isEqualTo(2);
    assertThat(PasswordHashing.DEFAULT.parallelism()).isEqualTo(1);
    PasswordHash hash = PasswordHash.of(password("a password"), PasswordHashing.DEFAULT, random);
    assertThat(hash.isMadeAt(PasswordHashing.DEFAULT)).isTrue();
    assertThat(hash.isMadeAt(CHEAP)).isFalse();
    assertThat(hash.matches(password("a password"))).isTrue();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> CHEAP.withCosts(7, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CHEAP.withCosts(64, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PasswordHashing(64, 1, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheQueueCannotHoldIsTurnedAway() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Future<Boolean> busy =
        hasher.check(
            () -> {
              begun.countDown();
              return released.await(180, TimeUnit.SECONDS);
            },
            STRANGER);
    assertThat(begun.await(180, TimeUnit.SECONDS)).isTrue();
    Future<PasswordHash> firstWaiting = hasher.hash(password("a password"), STRANGER);
    Future<PasswordHash> secondWaiting = hasher.hash(password("a password"), STRANGER);

    failure(TooManyRequests.class, hasher.hash(password("a password"), STRANGER));
    released.countDown();

    assertThat(await(busy)).isTrue();
    assertThat(await(firstWaiting).matches(password("a password"))).isTrue();
    assertThat(await(secondWaiting).matches(password("a password"))).isTrue();
    assertThat(await(hasher.hash(password("a password"), STRANGER))).isNotNull();
  }

  @Test
  void t25_whoTheServerKnowsDoesNotWaitBehindStrangers() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    Future<Boolean> busy =
        hasher.check(
            () -> {
              begun.countDown();
              return released.await(180, TimeUnit.SECONDS);
            },
            STRANGER);
    assertThat(begun.await(180, TimeUnit.SECONDS)).isTrue();
    Future<Boolean> stranger = hasher.check(() -> order.add("stranger"), STRANGER);
    Future<Boolean> another =
        hasher.check(() -> order.add("another"), HashingTurn.of("10.0.0.2", "arya"));
    failure(
        TooManyRequests.class,
        hasher.check(() -> order.add("late"), HashingTurn.of("10.0.0.3", "bran")));
    Future<Boolean> known =
        hasher.check(() -> order.add("known"), HashingTurn.ofKnownDevice("device", "sansa"));
    released.countDown();

    await(Future.all(busy, stranger, another, known));
    assertThat(order).containsExactly("known", "stranger", "another");
  }

  @Test
  void aHashMadeAtOtherCostsIsMadeAgainAndStillMatches() {
    try (RunningSalus salus = RunningSalus.start()) {
      String id = salus.user("jon").getString("id");
      Users users = new Users(salus.store(), ReadMemory.of(salus.vertx()));
      PasswordHasher dearer = new PasswordHasher(salus.vertx(), CHEAP.withCosts(128, 2, 1), random);
      LoginThrottle throttle = new LoginThrottle(salus.clock(), random);
      SecondFactorCheck codes = new SecondFactorCheck(users, throttle, salus.clock());
      PasswordCheck check = new PasswordCheck(salus.vertx(), users, dearer, throttle, codes);
      UserAccount old = await(users.find(id)).orElseThrow();

      UserAccount renewed = await(check.renewed(old, password(RunningSalus.PASSWORD), STRANGER));

      assertThat(renewed.password().isMadeAt(CHEAP.withCosts(128, 2, 1))).isTrue();
      assertThat(await(users.find(id))).contains(renewed);
      salus.logIn("jon");
      assertThat(await(users.find(id)).orElseThrow().password().isMadeAt(RunningSalus.CHEAP))
          .isTrue();
      await(dearer.close());
    }
  }

  @Test
  void neitherPasswordNorHashShowsInAText() {
    PasswordHash hash = await(hasher.hash(password("a password"), STRANGER));

    assertThat(password("a password")).hasToString("[REDACTED]");
    assertThat(hash.toString()).doesNotContain(hash.hash()).doesNotContain(hash.salt());
  }

  private static Password password(String text) {
    return Password.toSet(FieldReader.of(new JsonObject().put("password", text)), "password");
  }
}
