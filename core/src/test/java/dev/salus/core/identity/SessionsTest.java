package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Session;
import dev.salus.api.Unauthenticated;
import dev.salus.api.event.AccountChanged;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Base64Url;
import dev.salus.storage.Document;
import dev.salus.storage.Query;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions, refresh tokens and what ends them (threat T11). */
class SessionsTest {

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
  void aRefreshedSessionIsTheSameSessionWithAnotherToken() {
    Session first = salus.logIn("jon");

    Session second = await(refresh(first.refreshToken()));
    Session third = await(refresh(second.refreshToken()));

    assertThat(second.caller()).isEqualTo(first.caller());
    assertThat(second.user()).isEqualTo(first.user());
    assertThat(List.of(first.refreshToken(), second.refreshToken(), third.refreshToken()))
        .doesNotHaveDuplicates();
    assertThat(authenticate(third)).isEqualTo(first.caller());
  }

  @Test
  void t11_aSpentTokenEndsItsFamilyAndNoOther() {
    Session first = salus.logIn("jon");
    Session other = salus.logIn("jon");
    Session second = await(refresh(first.refreshToken()));
    salus.clock().advance(Sessions.REFRESH_GRACE);
    Future<AccountChanged> announced = nextAnnouncement();

    failure(Unauthenticated.class, refresh(first.refreshToken()));

    failure(Unauthenticated.class, refresh(second.refreshToken()));
    failure(Unauthenticated.class, authenticated(second));
    assertThat(await(announced))
        .isEqualTo(new AccountChanged(user.getString("id"), first.caller().session()));
    assertThat(authenticate(other)).isEqualTo(other.caller());
    await(refresh(other.refreshToken()));
  }

  @Test
  void t11_aSessionEndsWhenItsLogInSaidHoweverOftenItIsRefreshed() {
    JsonObject credentials = salus.credentials("jon").put("endsAfter", 900);
    Session session = await(identity.login(credentials, "a"));
    salus.clock().advance(Duration.ofSeconds(899));
    Session refreshed = await(refresh(session.refreshToken()));
    assertThat(authenticate(refreshed)).isEqualTo(session.caller());

    salus.clock().advance(Duration.ofSeconds(1));

    failure(Unauthenticated.class, refresh(refreshed.refreshToken()));
    failure(Unauthenticated.class, authenticated(refreshed));
    for (long seconds : List.of(59L, 2_592_001L)) {
      assertInvalid(
          "endsAfter", identity.login(salus.credentials("jon").put("endsAfter", seconds), "a"));
    }
  }

  /** Else the sessions of one user have no end but that of the disk. */
  @Test
  void t22_oneMoreSessionThanAUserMayHaveEndsTheOneThatWasNotUsedForLongest() {
    Session first = salus.logIn("jon");
    Session refreshed = salus.logIn("jon");
    Document like = await(salus.store().get(IdentityCollections.SESSIONS, id(first))).orElseThrow();
    salus.clock().advance(Duration.ofMinutes(1));
    await(refresh(refreshed.refreshToken()));
    for (int i = 0; i < SessionsOfUser.MOST; i++) {
      JsonObject body = like.body().copy().put("usedAt", salus.clock().millis() + i);
      await(salus.store().put(IdentityCollections.SESSIONS, Document.create("filler" + i, body)));
    }
    Future<AccountChanged> announced = nextAnnouncement();

    Session last = salus.logIn("jon");

    assertThat(sessions()).hasSize(SessionsOfUser.MOST).contains(id(last));
    assertThat(sessions()).doesNotContain(id(first), id(refreshed), "filler0").contains("filler1");
    assertThat(await(announced).user()).isEqualTo(user.getString("id"));
    failure(Unauthenticated.class, authenticated(first));
    assertThat(authenticate(last)).isEqualTo(last.caller());
  }

  private static String id(Session session) {
    return Objects.requireNonNull(session.caller().session());
  }

  private List<String> sessions() {
    Query all = Query.of(IdentityCollections.BY_USER, Query.MAX_LIMIT, user.getString("id"));
    return await(salus.store().query(IdentityCollections.SESSIONS, all)).items().stream()
        .map(Document::id)
        .toList();
  }

  @Test
  void t11_anInventedTokenEndsNothing() {
    Session session = salus.logIn("jon");
    byte[] token = Base64Url.decode(session.refreshToken(), "refreshToken");
    byte[] otherFamily = token.clone();
    otherFamily[20] ^= 1;

    failure(Unauthenticated.class, refresh(Base64Url.encode(otherFamily)));
    failure(Unauthenticated.class, refresh(TestKey.random(64)));
    failure(Unauthenticated.class, refresh(TestKey.random(32)));
    failure(Unauthenticated.class, refresh("=not base64="));
    assertInvalid("refreshToken", identity.refresh(new JsonObject(), "a"));
    assertInvalid(
        "more", identity.refresh(new JsonObject().put("refreshToken", "x").put("more", 1), "a"));

    await(refresh(session.refreshToken()));
  }

  @Test
  void aSessionExpiresUnlessItIsRefreshed() {
    Session kept = salus.logIn("jon");
    Session left = salus.logIn("jon");
    salus.clock().advance(Duration.ofDays(29));
    Session refreshed = await(refresh(kept.refreshToken()));
    salus.clock().advance(Duration.ofDays(2));

    failure(Unauthenticated.class, refresh(left.refreshToken()));
    failure(Unauthenticated.class, authenticated(left));
    assertThat(authenticate(refreshed)).isEqualTo(kept.caller());
  }

  @Test
  void expiredSessionsAreRemovedFromTheStore() {
    Session expired = salus.logIn("jon");
    String session = expired.caller().session();
    assertThat(await(salus.store().get("sessions", session))).isPresent();
    salus.clock().advance(Duration.ofDays(31));

    salus.logIn("jon");

    assertThat(await(salus.store().get("sessions", session))).isEmpty();
  }

  @Test
  void loggingOutEndsTheSessionAndIsIdempotent() {
    Session session = salus.logIn("jon");
    Session other = salus.logIn("jon");
    Future<AccountChanged> announced = nextAnnouncement();

    await(identity.logout(session.caller()));
    await(identity.logout(session.caller()));

    assertThat(await(announced))
        .isEqualTo(new AccountChanged(user.getString("id"), session.caller().session()));
    failure(Unauthenticated.class, refresh(session.refreshToken()));
    failure(Unauthenticated.class, authenticated(session));
    assertThat(authenticate(other)).isEqualTo(other.caller());
  }

  @Test
  void nobodyLogsOutSomebodyElsesSession() {
    Session session = salus.logIn("jon");
    Caller stranger = new Caller("stranger", null, ADMIN.roles(), session.caller().session());

    await(identity.logout(stranger));
    await(identity.logout(Caller.ofDataOwner("embedded", "without session")));

    assertThat(authenticate(session)).isEqualTo(session.caller());
    failure(Unauthenticated.class, identity.authenticate("stranger", session.caller().session()));
    failure(Unauthenticated.class, identity.authenticate(user.getString("id"), "../users"));
  }

  @Test
  void t11_deletingAUserEndsItsSessions() {
    Session session = salus.logIn("jon");
    Future<AccountChanged> announced = nextAnnouncement();

    await(identity.deleteUser(ADMIN, user.getString("id"), user.getString("rev")));

    assertThat(await(announced)).isEqualTo(new AccountChanged(user.getString("id"), null));
    failure(Unauthenticated.class, authenticated(session));
    failure(Unauthenticated.class, refresh(session.refreshToken()));
    failure(Unauthenticated.class, identity.me(session.caller()));
    failure(Unauthenticated.class, identity.login(salus.credentials("jon"), "a"));
    assertThat(await(salus.store().get("sessions", session.caller().session()))).isEmpty();
  }

  @Test
  void theCallerIsAsStoredNow() {
    String owner = salus.dataOwner("device");
    JsonObject body =
        salus
            .credentials("pump")
            .put("dataOwner", owner)
            .put("roles", new JsonArray().add("admin").add("auditor"));
    await(identity.createUser(ADMIN, body));

    Caller caller = authenticate(salus.logIn("pump"));

    assertThat(caller.dataOwner()).isEqualTo(owner);
    assertThat(caller.roles()).containsExactlyInAnyOrder("admin", "auditor");
  }

  @Test
  void theTokenShowsInNoText() {
    Session session = salus.logIn("jon");

    assertThat(session.toString()).doesNotContain(session.refreshToken());
    assertThat(RefreshToken.parse(session.refreshToken()).orElseThrow()).hasToString("[REDACTED]");
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
