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
import dev.salus.api.Session;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** An administrator keeps a user out, and gives it other roles. */
class LockedUsersTest {

  /** More than are looked at at once. */
  private static final int MANY = 110;

  private FailingStore store;
  private final RunningSalus salus = RunningSalus.on(real -> this.store = new FailingStore(real));
  private final IdentityService identity = salus.identity();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void s66_whoIsLockedHasNoSessionAndGetsNone() {
    JsonObject jon = user("jon");
    Session before = salus.logIn("jon");

    JsonObject locked = await(lock(ADMIN, jon));

    assertThat(locked.getBoolean("locked")).isTrue();
    assertThat(locked.getString("rev")).isNotEqualTo(jon.getString("rev"));
    failure(Unauthenticated.class, authenticate(before));
    failure(Unauthenticated.class, refresh(before));
    assertThat(failure(Forbidden.class, logIn("jon", PASSWORD))).hasMessageContaining("locked");
    failure(Forbidden.class, identity.callerOf("jon"));
  }

  @Test
  void t11_whoDoesNotKnowThePasswordIsNotToldOfTheLock() {
    await(lock(ADMIN, user("jon")));

    Unauthenticated guess = failure(Unauthenticated.class, logIn("jon", "guess guess"));

    assertThat(guess)
        .hasMessage(failure(Unauthenticated.class, logIn("nobody", "guess")).getMessage());
  }

  @Test
  void s66_whoIsLetInAgainLogsInAndOldSessionsStayEnded() {
    JsonObject jon = user("jon");
    Session before = salus.logIn("jon");
    await(lock(ADMIN, jon));

    await(identity.liftLocks(ADMIN, id(jon)));

    assertThat(salus.logIn("jon").caller().user()).isEqualTo(id(jon));
    failure(Unauthenticated.class, authenticate(before));
    failure(Unauthenticated.class, refresh(before));
    assertThat(await(identity.user(ADMIN, id(jon))).containsKey("locked")).isFalse();
  }

  @Test
  void aLockIsLiftedByAChangeToo() {
    JsonObject locked = await(lock(ADMIN, user("jon")));

    JsonObject after = await(change(ADMIN, locked, new JsonObject().put("locked", false)));

    assertThat(after.containsKey("locked")).isFalse();
    salus.logIn("jon");
  }

  @Test
  void aPasswordThatIsSetDoesNotLetALockedUserIn() {
    JsonObject jon = user("jon");
    await(lock(ADMIN, jon));

    await(identity.resetPassword(ADMIN, id(jon), new JsonObject().put("password", "new one 12")));

    failure(Forbidden.class, logIn("jon", "new one 12"));
  }

  @Test
  void t11_aSessionThatWasLetInBeforeChangesNothingOfALockedUser() {
    JsonObject jon = user("jon");
    Caller before = salus.logIn("jon").caller();
    await(lock(ADMIN, jon));

    failure(
        Unauthenticated.class,
        identity.changePassword(
            before, new JsonObject().put("old", PASSWORD).put("new", "another password")));
    failure(Unauthenticated.class, identity.me(before));

    await(identity.liftLocks(ADMIN, id(jon)));
    failure(Unauthenticated.class, identity.authenticate(id(jon), before.session()));
  }

  @Test
  void otherRolesHoldAtOnceAndTheSessionGoesOn() {
    JsonObject jon = user("jon");
    admin("root");
    Session session = salus.logIn("jon");

    JsonObject promoted = await(change(ADMIN, jon, roles("admin", "night-shift")));

    assertThat(promoted.getJsonArray("roles")).containsExactly("admin", "night-shift");
    assertThat(await(authenticate(session)).isAdmin()).isTrue();
    await(change(ADMIN, promoted, roles("night-shift")));
    Caller after = await(authenticate(session));
    assertThat(after.isAdmin()).isFalse();
    assertThat(after.roles()).containsExactly("night-shift");
  }

  @Test
  void whatIsNotNamedStays() {
    JsonObject promoted = await(change(ADMIN, user("jon"), roles("night-shift")));

    JsonObject locked = await(lock(ADMIN, promoted));
    assertThat(locked.getJsonArray("roles")).containsExactly("night-shift");

    JsonObject renamed = await(change(ADMIN, locked, roles("day-shift")));
    assertThat(renamed.getBoolean("locked")).isTrue();
  }

  @Test
  void whatCannotBeIsRefusedAndNothingChanges() {
    JsonObject jon = user("jon");

    assertInvalid("roles", change(ADMIN, jon, new JsonObject()));
    assertInvalid("roles", change(ADMIN, jon, roles("Night Shift")));
    assertInvalid("locked", change(ADMIN, jon, new JsonObject().put("locked", "yes")));
    assertInvalid("login", change(ADMIN, jon, roles().put("login", "other")));
    assertInvalid("rev", identity.changeUser(ADMIN, id(jon), roles()));
    failure(NotFound.class, lock(ADMIN, jon.copy().put("id", UUID.randomUUID().toString())));
    failure(Forbidden.class, lock(salus.logIn("jon").caller(), jon));
    Conflict stale = failure(Conflict.class, lock(ADMIN, jon.copy().put("rev", "1-stale")));

    assertThat(stale.currentRev()).isEqualTo(jon.getString("rev"));
    assertThat(await(identity.user(ADMIN, id(jon)))).isEqualTo(jon);
  }

  @Test
  void theLastAdministratorWhoMayLogInIsNeitherLockedNorDemoted() {
    JsonObject only = admin("root");
    JsonObject kept = await(lock(ADMIN, admin("kept-out")));

    failure(Conflict.class, lock(ADMIN, only));

    JsonObject now = await(identity.user(ADMIN, id(only)));
    failure(Conflict.class, change(ADMIN, now, roles()));
    assertThat(salus.logIn("root").caller().isAdmin()).isTrue();
    await(identity.liftLocks(ADMIN, id(kept)));
    now = await(identity.user(ADMIN, id(only)));
    assertThat(await(change(ADMIN, now, roles())).getJsonArray("roles")).isEmpty();
  }

  /** The two that are left are the last of all. */
  @Test
  void ofManyAdministratorsAllAreLookedAt() {
    List<JsonObject> all =
        IntStream.range(0, MANY)
            .mapToObj(i -> admin("admin-" + i))
            .sorted(Comparator.comparing(LockedUsersTest::id))
            .toList();
    all.subList(0, MANY - 2).forEach(each -> await(lock(ADMIN, each)));

    await(lock(ADMIN, all.get(MANY - 2)));

    failure(Conflict.class, lock(ADMIN, all.get(MANY - 1)));
  }

  @RepeatedTest(20)
  void ofAdministratorsWhoLockEachOtherAtOnceOneIsLeft() {
    List<JsonObject> all = List.of(admin("first"), admin("second"), admin("third"));

    List<Future<JsonObject>> attempts =
        settled(
            List.of(
                lock(ADMIN, all.get(0)),
                change(ADMIN, all.get(1), roles()),
                lock(ADMIN, all.get(2))));

    assertThat(attempts).filteredOn(Future::failed).extracting(Future::cause).isNotEmpty();
    assertThat(all.stream().map(each -> await(identity.user(ADMIN, id(each)))))
        .anyMatch(
            user -> user.getJsonArray("roles").contains("admin") && !user.containsKey("locked"));
  }

  @Test
  void t15_aLockThatCrashedOnTheWayLeavesTheAdministratorAsItWas() {
    JsonObject first = admin("first");
    admin("second");
    store.dieAfter(0, true);

    failure(Unavailable.class, lock(ADMIN, first));

    store.mend();
    assertThat(salus.logIn("first").caller().isAdmin()).isTrue();
    JsonObject now = await(identity.user(ADMIN, id(first)));
    assertThat(await(lock(ADMIN, now)).getBoolean("locked")).isTrue();
  }

  private JsonObject user(String login) {
    return await(identity.createUser(ADMIN, salus.credentials(login)));
  }

  private JsonObject admin(String login) {
    return await(
        identity.createUser(
            ADMIN, salus.credentials(login).put("roles", new JsonArray().add(Caller.ADMIN))));
  }

  private Future<JsonObject> lock(Caller caller, JsonObject user) {
    return change(caller, user, new JsonObject().put("locked", true));
  }

  private Future<JsonObject> change(Caller caller, JsonObject user, JsonObject what) {
    return identity.changeUser(caller, id(user), what.put("rev", user.getString("rev")));
  }

  private static JsonObject roles(String... roles) {
    return new JsonObject().put("roles", new JsonArray(List.of(roles)));
  }

  private static String id(JsonObject user) {
    return user.getString("id");
  }

  private Future<Session> logIn(String login, String password) {
    return identity.login(
        new JsonObject().put("login", login).put("password", password), "192.0.2.1");
  }

  private Future<Caller> authenticate(Session session) {
    return identity.authenticate(session.caller().user(), session.caller().session());
  }

  private Future<Session> refresh(Session session) {
    return identity.refresh(
        new JsonObject().put("refreshToken", session.refreshToken()), "192.0.2.1");
  }
}
