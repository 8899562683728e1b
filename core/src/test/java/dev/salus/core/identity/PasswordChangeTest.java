package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Session;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.event.AccountChanged;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing the own password, and the sessions that end by it. */
class PasswordChangeTest {

  private static final String NEW_PASSWORD = "another battery staple";

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
  void anotherPasswordEndsAllSessionsButTheCallers() {
    Session here = salus.logIn("jon");
    Session elsewhere = salus.logIn("jon");
    Future<AccountChanged> announced = nextAnnouncement();

    await(changePassword(here, PASSWORD, NEW_PASSWORD));

    assertThat(await(announced)).isEqualTo(new AccountChanged(user.getString("id"), null));
    failure(Unauthenticated.class, authenticated(elsewhere));
    failure(Unauthenticated.class, refresh(elsewhere.refreshToken()));
    assertThat(await(salus.store().get("sessions", elsewhere.caller().session()))).isEmpty();
    assertThat(authenticate(here)).isEqualTo(here.caller());
    await(refresh(here.refreshToken()));
    failure(Unauthenticated.class, identity.login(salus.credentials("jon"), "a"));
    await(identity.login(salus.credentials("jon").put("password", NEW_PASSWORD), "a"));
  }

  @Test
  void moreSessionsThanAPageEndToo() {
    List<Session> elsewhere = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      elsewhere.add(salus.logIn("jon"));
    }
    Session here = salus.logIn("jon");

    await(changePassword(here, PASSWORD, NEW_PASSWORD));

    for (Session each : elsewhere) {
      assertThat(await(salus.store().get("sessions", each.caller().session()))).isEmpty();
    }
    assertThat(authenticate(here)).isEqualTo(here.caller());
  }

  @Test
  void aPasswordIsChangedByWhoKnowsIt() {
    Session session = salus.logIn("jon");

    assertInvalid("old", changePassword(session, "not the old one", NEW_PASSWORD));
    assertInvalid("new", changePassword(session, PASSWORD, "short"));
    assertInvalid(
        "login",
        identity.changePassword(
            session.caller(),
            new JsonObject().put("old", PASSWORD).put("new", NEW_PASSWORD).put("login", "x")));

    assertThat(authenticate(salus.logIn("jon"))).isNotNull();
    assertThat(authenticate(session)).isEqualTo(session.caller());
  }

  @Test
  void t12_guessingTheOldPasswordIsSlowedDown() {
    Session session = salus.logIn("jon");
    for (int i = 0; i < 5; i++) {
      assertInvalid("old", changePassword(session, "guess number " + i, NEW_PASSWORD));
    }

    failure(TooManyRequests.class, changePassword(session, PASSWORD, NEW_PASSWORD));
    salus.logIn("jon");
  }

  @Test
  void ofTwoPasswordChangesAtOnceOneAtMostFails() {
    Session session = salus.logIn("jon");

    List<Future<Void>> attempts =
        settled(
            List.of(
                changePassword(session, PASSWORD, NEW_PASSWORD + "1"),
                changePassword(session, PASSWORD, NEW_PASSWORD + "2")));

    assertThat(attempts).filteredOn(Future::succeeded).hasSize(1);
    String winner = NEW_PASSWORD + (attempts.get(0).succeeded() ? "1" : "2");
    await(identity.login(salus.credentials("jon").put("password", winner), "a"));
  }

  private Future<AccountChanged> nextAnnouncement() {
    Promise<AccountChanged> announced = Promise.promise();
    salus
        .vertx()
        .eventBus()
        .<JsonObject>consumer(
            Addresses.ACCOUNT_EVENTS,
            event -> announced.tryComplete(AccountChanged.fromJson(event.body())));
    return announced.future();
  }

  private Future<Void> changePassword(Session session, String old, String wanted) {
    return identity.changePassword(
        session.caller(), new JsonObject().put("old", old).put("new", wanted));
  }

  private Future<Session> refresh(String token) {
    return identity.refresh(new JsonObject().put("refreshToken", token), "a");
  }

  private Future<Caller> authenticated(Session session) {
    return identity.authenticate(session.caller().user(), session.caller().session());
  }

  private Caller authenticate(Session session) {
    return await(authenticated(session));
  }
}
