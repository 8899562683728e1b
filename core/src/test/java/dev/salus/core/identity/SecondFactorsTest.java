package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.SecondFactorRequired.Reason;
import dev.salus.api.Session;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.core.testkit.Authenticator;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Codes beside passwords (RFC 6238), and what they keep out (threats T11, T12). */
class SecondFactorsTest {

  private static final String CLERK = "clerk";

  private final RunningSalus salus =
      RunningSalus.with(settings -> settings.withSecondFactorFor(Set.of(CLERK)));
  private final IdentityService identity = salus.identity();

  /** Somebody who has set a second factor up. */
  private record Enrolled(Caller caller, Authenticator phone, List<String> recoveryCodes) {}

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void t12_aPasswordAloneOpensNothingOnceThereIsASecondFactor() {
    Enrolled jon = enrolled("jon");

    assertRefused(Reason.CODE_MISSING, logIn("jon", null));
    assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().wrongCode()));
    Session session = await(logIn("jon", jon.phone().code(1)));
    assertThat(session.user().getString("secondFactor")).isEqualTo("on");
    assertThat(status(session.caller()))
        .isEqualTo(
            new JsonObject()
                .put("state", "on")
                .put("required", false)
                .put("recoveryCodesLeft", 10));
  }

  @Test
  void oneThatIsOnlyBegunAsksNobodyForAnything() {
    Session session = opened("jon");
    JsonObject begun = begin(session.caller());
    Authenticator phone = new Authenticator(begun.getString("secret"), salus.clock());

    assertInvalid("otp", confirm(session.caller(), phone.wrongCode()));
    Session again = salus.logIn("jon");

    assertThat(begun.getString("uri")).startsWith("otpauth://totp/Salus:jon?secret=");
    assertThat(status(again.caller()).getString("state")).isEqualTo("begun");
    assertThat(again.user().containsKey("secondFactor")).isFalse();
    assertInvalid("otp", logIn("jon", phone.code()));
  }

  @Test
  void itIsBegunWithThePasswordAndOnce() {
    Session session = opened("jon");

    assertInvalid("password", identity.setUpSecondFactor(session.caller(), password("not it")));
    failure(Conflict.class, confirm(session.caller(), "123456"));
    String first = begin(session.caller()).getString("secret");
    String second = begin(session.caller()).getString("secret");
    assertThat(second).isNotEqualTo(first);
    assertInvalid("otp", confirm(session.caller(), new Authenticator(first, salus.clock()).code()));
    await(confirm(session.caller(), new Authenticator(second, salus.clock()).code()));
    failure(Conflict.class, identity.setUpSecondFactor(session.caller(), password(PASSWORD)));
    failure(Conflict.class, confirm(session.caller(), "123456"));
  }

  @Test
  void t12_aCodeIsTakenOnce() {
    Enrolled jon = enrolled("jon");
    String confirming = jon.phone().code();
    String next = jon.phone().code(1);

    assertRefused(Reason.CODE_REFUSED, logIn("jon", confirming));
    await(logIn("jon", next));
    assertRefused(Reason.CODE_REFUSED, logIn("jon", next));
    assertRefused(Reason.CODE_REFUSED, logIn("jon", confirming));
    salus.clock().advance(Authenticator.STEP);
    assertRefused(Reason.CODE_REFUSED, logIn("jon", next));
  }

  @Test
  void t12_ofManyWhoComeWithOneCodeAtOnceOneGetsIn() {
    Enrolled jon = enrolled("jon");
    String code = jon.phone().code(1);

    List<Future<Session>> attempts =
        List.of(logIn("jon", code, "a"), logIn("jon", code, "b"), logIn("jon", code, "c"));

    assertThat(settled(attempts)).filteredOn(Future::succeeded).hasSize(1);
  }

  @Test
  void aClockMayBeOffByOneStep() {
    Enrolled jon = enrolled("jon");
    salus.clock().advance(Authenticator.STEP.multipliedBy(5));

    assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().code(-2)));
    assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().code(2)));
    await(logIn("jon", jon.phone().code(-1)));
    await(logIn("jon", jon.phone().code()));
    await(logIn("jon", jon.phone().code(1)));
  }

  @Test
  void t12_withoutTheRightPasswordNothingIsSaidOfASecondFactor() {
    Enrolled jon = enrolled("jon");
    opened("bran");
    String unknown = failure(Unauthenticated.class, guess("nobody", null)).detail();

    for (String otp : new String[] {null, jon.phone().code(1), jon.phone().wrongCode()}) {
      assertThat(failure(Unauthenticated.class, guess("jon", otp)).detail()).isEqualTo(unknown);
      assertThat(failure(Unauthenticated.class, guess("bran", otp)).detail()).isEqualTo(unknown);
    }
    await(logIn("jon", jon.phone().code(1)));
  }

  @Test
  void t12_wrongCodesCountAsWrongPasswordsDoAndARightPasswordForgetsNone() {
    Enrolled jon = enrolled("jon");
    for (int i = 0; i < 2; i++) {
      failure(Unauthenticated.class, guess("jon", null, "a"));
      assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().wrongCode()));
      assertRefused(Reason.CODE_MISSING, logIn("jon", null));
    }
    assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().wrongCode()));

    failure(TooManyRequests.class, logIn("jon", jon.phone().code(1)));
    failure(TooManyRequests.class, logIn("jon", null));
    await(logIn("jon", jon.phone().code(1), "elsewhere"));
  }

  @Test
  void t12_wrongCodesCountForALoginWhereverTheyComeFrom() {
    Enrolled jon = enrolled("jon");
    String device = await(logIn("jon", jon.phone().code(1), "home")).deviceToken();
    salus.clock().advance(Authenticator.STEP);
    for (int i = 0; i < 10; i++) {
      assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().wrongCode(), "net " + i));
    }

    failure(TooManyRequests.class, logIn("jon", jon.phone().code(1), "net 11"));
    failure(Unauthenticated.class, guess("jon", jon.phone().code(1)));
    JsonObject known =
        salus.credentials("jon").put("otp", jon.phone().code(1)).put("deviceToken", device);
    await(identity.login(known, "net 12"));
    await(identity.liftLocks(ADMIN, jon.caller().user()));
    salus.clock().advance(Authenticator.STEP);
    await(logIn("jon", jon.phone().code(1), "net 13"));
  }

  @Test
  void whoIsLockedKeepsTheCodeOfALogIn() {
    Enrolled jon = enrolled("jon");
    String recovery = jon.recoveryCodes().get(0);
    JsonObject user = await(identity.user(ADMIN, jon.caller().user()));
    JsonObject lock = new JsonObject().put("rev", user.getString("rev")).put("locked", true);
    await(identity.changeUser(ADMIN, jon.caller().user(), lock));

    failure(Forbidden.class, logIn("jon", recovery));
    assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.phone().wrongCode()));

    await(identity.liftLocks(ADMIN, jon.caller().user()));
    await(logIn("jon", recovery));
  }

  @Test
  void t12_manyDevicesOfBeforeThereWereCodesGuessNoMoreThanOne() {
    salus.user("jon");
    List<String> devices =
        Stream.generate(() -> salus.logIn("jon").deviceToken()).limit(3).toList();
    Enrolled jon = enrolled(salus.logIn("jon").caller());

    List<Future<Session>> guesses = new ArrayList<>();
    for (String device : devices) {
      for (int i = 0; i < 8; i++) {
        guesses.add(onDevice(device, jon.phone().wrongCode()));
        await(guesses.get(guesses.size() - 1).otherwiseEmpty());
      }
    }

    assertThat(guesses)
        .filteredOn(guess -> guess.cause() instanceof SecondFactorRequired)
        .hasSize(10);
    await(logIn("jon", jon.phone().code(1)));
  }

  @Test
  void t25_whoHasThePasswordAndNoCodeKeepsNoKnownDeviceOut() {
    Enrolled jon = enrolled("jon");
    String device = await(logIn("jon", jon.phone().code(1))).deviceToken();
    salus.clock().advance(Authenticator.STEP);
    for (int i = 0; i < 180; i++) {
      assertRefused(Reason.CODE_MISSING, logIn("jon", null, "net " + i));
    }

    failure(TooManyRequests.class, logIn("jon", null, "elsewhere"));
    await(onDevice(device, jon.phone().code(1)));
  }

  @Test
  void t12_aDeviceTokenStandsInForNoCode() {
    Enrolled jon = enrolled("jon");
    String device = await(logIn("jon", jon.phone().code(1))).deviceToken();

    assertRefused(
        Reason.CODE_MISSING,
        identity.login(salus.credentials("jon").put("deviceToken", device), "a"));
  }

  @Test
  void t11_sessionsThatWereOpenedWithThePasswordAloneEnd() {
    Session before = opened("jon");
    Session mine = salus.logIn("jon");
    Authenticator phone =
        new Authenticator(begin(mine.caller()).getString("secret"), salus.clock());

    await(confirm(mine.caller(), phone.code()));

    failure(Unauthenticated.class, authenticate(before));
    failure(Unauthenticated.class, refresh(before));
    assertThat(await(authenticate(mine))).isEqualTo(mine.caller());
    await(refresh(mine));
  }

  @Test
  void aRecoveryCodeGetsInOnceAndOthersTakeTheirPlace() {
    Enrolled jon = enrolled("jon");
    String code = jon.recoveryCodes().get(0);

    Session session = await(logIn("jon", code));
    assertRefused(Reason.CODE_REFUSED, logIn("jon", code));
    assertThat(status(session.caller()).getInteger("recoveryCodesLeft")).isEqualTo(9);

    JsonObject proof = password(PASSWORD).put("otp", jon.phone().code(1));
    List<String> others =
        texts(await(identity.replaceRecoveryCodes(session.caller(), proof)), "recoveryCodes");
    assertThat(others).hasSize(10).doesNotContainAnyElementsOf(jon.recoveryCodes());
    assertRefused(Reason.CODE_REFUSED, logIn("jon", jon.recoveryCodes().get(1)));
    await(logIn("jon", others.get(1)));
    assertInvalid("otp", identity.replaceRecoveryCodes(session.caller(), proof));
  }

  @Test
  void itIsRemovedWithPasswordAndCode() {
    Enrolled jon = enrolled("jon");
    String code = jon.phone().code(1);
    JsonObject wrongCode = password(PASSWORD).put("otp", jon.phone().wrongCode());

    assertInvalid(
        "password", identity.removeSecondFactor(jon.caller(), password("not it").put("otp", code)));
    assertInvalid("otp", identity.removeSecondFactor(jon.caller(), wrongCode));
    assertInvalid("otp", identity.removeSecondFactor(jon.caller(), password(PASSWORD)));
    await(identity.removeSecondFactor(jon.caller(), password(PASSWORD).put("otp", code)));

    assertThat(status(jon.caller()).getString("state")).isEqualTo("off");
    salus.logIn("jon");
    failure(
        Conflict.class,
        identity.removeSecondFactor(jon.caller(), password(PASSWORD).put("otp", code)));
  }

  @Test
  void t12_whoFindsASessionOpenCannotGuessTheCodeThere() {
    Enrolled jon = enrolled("jon");
    JsonObject guess = password(PASSWORD).put("otp", jon.phone().wrongCode());
    for (int i = 0; i < 5; i++) {
      assertInvalid("otp", identity.removeSecondFactor(jon.caller(), guess));
    }

    failure(TooManyRequests.class, identity.removeSecondFactor(jon.caller(), guess));
  }

  @Test
  void s66_anAdministratorTakesAwayOneThatIsLost() {
    Enrolled jon = enrolled("jon");
    Session session = await(logIn("jon", jon.phone().code(1)));
    String user = session.caller().user();

    failure(Forbidden.class, identity.resetSecondFactor(session.caller(), user));
    failure(NotFound.class, identity.resetSecondFactor(ADMIN, UUID.randomUUID().toString()));
    await(identity.resetSecondFactor(ADMIN, user));
    await(identity.resetSecondFactor(ADMIN, user));

    failure(Unauthenticated.class, authenticate(session));
    assertThat(salus.logIn("jon").user().containsKey("secondFactor")).isFalse();
  }

  @Test
  void t11_whoseRoleNeedsOneCanDoNothingButSetOneUp() {
    String owner = salus.dataOwner("hcp");
    await(
        identity.createUser(
            ADMIN,
            salus
                .credentials("jon")
                .put("roles", new JsonArray().add(CLERK).add(Caller.ADMIN))
                .put("dataOwner", owner)));

    Session session = salus.logIn("jon");

    assertThat(session.user().getString("secondFactor")).isEqualTo("required");
    assertThat(session.caller().lacksSecondFactor()).isTrue();
    assertThat(session.caller().roles()).isEmpty();
    assertThat(session.caller().dataOwner()).isNull();
    Session refreshed = await(refresh(session));
    assertThat(refreshed.caller()).isEqualTo(session.caller());
    assertThat(await(authenticate(session))).isEqualTo(session.caller());

    Authenticator phone =
        new Authenticator(begin(session.caller()).getString("secret"), salus.clock());
    await(confirm(session.caller(), phone.code()));

    Caller whole = await(authenticate(session));
    assertThat(whole.lacksSecondFactor()).isFalse();
    assertThat(whole.roles()).containsExactlyInAnyOrder(CLERK, Caller.ADMIN);
    assertThat(whole.dataOwner()).isEqualTo(owner);
    JsonObject proof = password(PASSWORD).put("otp", phone.code(1));
    await(identity.removeSecondFactor(whole, proof));
    assertThat(await(authenticate(session)).lacksSecondFactor()).isTrue();
  }

  @Test
  void othersThanThoseOfTheRoleNeedNone() {
    assertThat(opened("jon").caller().lacksSecondFactor()).isFalse();
  }

  private Session opened(String login) {
    salus.user(login);
    return salus.logIn(login);
  }

  private Enrolled enrolled(String login) {
    return enrolled(opened(login).caller());
  }

  private Enrolled enrolled(Caller caller) {
    Authenticator phone = new Authenticator(begin(caller).getString("secret"), salus.clock());
    JsonObject confirmed = await(confirm(caller, phone.code()));
    return new Enrolled(caller, phone, texts(confirmed, "recoveryCodes"));
  }

  private JsonObject begin(Caller caller) {
    return await(identity.setUpSecondFactor(caller, password(PASSWORD)));
  }

  private Future<JsonObject> confirm(Caller caller, String code) {
    return identity.confirmSecondFactor(caller, new JsonObject().put("otp", code));
  }

  private JsonObject status(Caller caller) {
    return await(identity.secondFactor(caller));
  }

  private Future<Caller> authenticate(Session session) {
    return identity.authenticate(session.caller().user(), session.caller().session());
  }

  private Future<Session> refresh(Session session) {
    return identity.refresh(new JsonObject().put("refreshToken", session.refreshToken()), "a");
  }

  private Future<Session> logIn(String login, @Nullable String otp) {
    return logIn(login, otp, "a");
  }

  private Future<Session> logIn(String login, @Nullable String otp, String address) {
    JsonObject credentials = salus.credentials(login);
    return identity.login(otp == null ? credentials : credentials.put("otp", otp), address);
  }

  private Future<Session> onDevice(String device, String otp) {
    JsonObject credentials = salus.credentials("jon").put("otp", otp).put("deviceToken", device);
    return identity.login(credentials, "elsewhere");
  }

  private Future<Session> guess(String login, @Nullable String otp) {
    return guess(login, otp, UUID.randomUUID().toString());
  }

  private Future<Session> guess(String login, @Nullable String otp, String address) {
    JsonObject credentials = salus.credentials(login).put("password", "wrong password");
    return identity.login(otp == null ? credentials : credentials.put("otp", otp), address);
  }

  private static JsonObject password(String password) {
    return new JsonObject().put("password", password);
  }

  private static void assertRefused(Reason reason, Future<?> attempt) {
    assertThat(failure(SecondFactorRequired.class, attempt).reason()).isEqualTo(reason);
  }

  private static List<String> texts(JsonObject json, String name) {
    return json.getJsonArray(name).stream().map(String.class::cast).toList();
  }
}
