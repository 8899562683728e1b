package dev.salus.core.identity;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Session;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One token spent twice by one client, and what that is not (threat T11). */
class RefreshGraceTest {

  private FailingStore store;
  private final RunningSalus salus = RunningSalus.on(real -> this.store = new FailingStore(real));
  private Session first;

  @BeforeEach
  void logIn() {
    salus.user("jon");
    first = salus.logIn("jon");
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void t11_twoRefreshesAtOnceGiveTheSameToken() {
    List<Future<Session>> both = settled(List.of(refresh(first), refresh(first)));

    assertThat(both).allMatch(Future::succeeded);
    assertThat(both.get(0).result()).isEqualTo(both.get(1).result());
    goesOn(both.get(0).result());
  }

  @Test
  void t11_twoRefreshesAtOnceThroughTwoServersGiveTheSameToken() {
    try (RunningSalus other = RunningSalus.on(same -> store)) {
      List<Future<Session>> both = settled(List.of(refresh(first), refresh(other, first, "home")));

      assertThat(both).allMatch(Future::succeeded);
      assertThat(both.get(0).result()).isEqualTo(both.get(1).result());
      goesOn(both.get(1).result());
    }
  }

  @Test
  void t11_aLostAnswerIsAskedForAgain() {
    Session second = await(refresh(first));
    salus.clock().advance(Sessions.REFRESH_GRACE.minusMillis(1));

    assertThat(await(refresh(first))).isEqualTo(second);
    goesOn(second);
  }

  @Test
  void t15_anAnswerThatIsLostWithItsServerIsAskedForAgain() {
    store.dieAfter(0, true);
    failure(Unavailable.class, refresh(first));
    store.mend();

    goesOn(await(refresh(first)));
  }

  @Test
  void t11_aSpentTokenIsAnsweredOnceMoreOnly() {
    Session second = await(refresh(first));
    await(refresh(first));

    endsTheFamily(first, second, "home");
  }

  @Test
  void t11_ofManyRefreshesAtOnceTwoAtMostAreAnswered() {
    List<Future<Session>> attempts =
        settled(List.of(refresh(first), refresh(first), refresh(first), refresh(first)));

    assertThat(attempts).filteredOn(Future::succeeded).hasSizeLessThanOrEqualTo(2);
    failure(Unauthenticated.class, authenticated(first));
  }

  @Test
  void t11_aSpentTokenAfterItsGraceEndsTheFamily() {
    Session second = await(refresh(first));
    salus.clock().advance(Sessions.REFRESH_GRACE);

    endsTheFamily(first, second, "home");
  }

  @Test
  void t11_aSpentTokenFromAnotherClientEndsTheFamily() {
    Session second = await(refresh(first));

    endsTheFamily(first, second, "evil");
  }

  @Test
  void t11_theTokenBeforeTheLastOneEndsTheFamily() {
    Session third = await(refresh(await(refresh(first))));

    endsTheFamily(first, third, "home");
  }

  @Test
  void t11_theGraceIsOverWithTheSession() {
    await(refresh(first));
    await(salus.identity().logout(first.caller()));

    failure(Unauthenticated.class, refresh(first));
  }

  @Test
  void t11_aTokenAfterAPasswordChangeElsewhereHasNoGrace() {
    await(refresh(first));
    Session elsewhere = salus.logIn("jon");
    JsonObject change =
        new JsonObject()
            .put("old", RunningSalus.PASSWORD)
            .put("new", "another " + UUID.randomUUID());
    await(salus.identity().changePassword(elsewhere.caller(), change));

    failure(Unauthenticated.class, refresh(first));
  }

  private void endsTheFamily(Session spent, Session current, String address) {
    failure(Unauthenticated.class, refresh(salus, spent, address));
    failure(Unauthenticated.class, refresh(current));
    failure(Unauthenticated.class, authenticated(current));
  }

  /** The session lives, for longer than any grace. */
  private void goesOn(Session session) {
    salus.clock().advance(Duration.ofDays(1));
    await(authenticated(session));
    await(refresh(session));
  }

  private Future<?> authenticated(Session session) {
    return salus.identity().authenticate(session.caller().user(), session.caller().session());
  }

  private Future<Session> refresh(Session session) {
    return refresh(salus, session, "home");
  }

  private static Future<Session> refresh(RunningSalus server, Session session, String address) {
    return server
        .identity()
        .refresh(new JsonObject().put("refreshToken", session.refreshToken()), address);
  }
}
