package dev.salus.sdk.transport;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static dev.salus.testing.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Forbidden;
import dev.salus.api.InternalFault;
import dev.salus.api.NotFound;
import dev.salus.api.Problems;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.SecondFactorRequired.Reason;
import dev.salus.api.TooLarge;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.transport.ScriptedGateway.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpTransportTest {

  private static final String ME = "GET /api/v1/users/me";
  private static final String LOGIN = "POST /api/v1/auth/login";
  private static final String REFRESH = "POST /api/v1/auth/refresh";
  private static final JsonObject USER = new JsonObject().put("id", "me");
  private static final Answer NO =
      new Answer(401, Problems.toJson(new Unauthenticated("it has ended")).encode());

  private static final Answer LOCKED =
      new Answer(403, Problems.toJson(new Forbidden("this user is locked")).encode());

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedGateway gateway = new ScriptedGateway(vertx);
  private final HttpTransport transport =
      new HttpTransport(vertx, gateway.address(), "john", "winter");
  private final ServerApi server = new ServerApi(transport);

  @AfterEach
  void close() {
    await(transport.close());
    await(vertx.close());
  }

  @Test
  void manyCallsWithAnEndedSessionRenewItOnce() {
    gateway.on(ME, asked -> "Bearer access-2".equals(asked.token()) ? Answer.ok(USER) : NO);
    List<Future<JsonObject>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(server.me());
    }

    calls.forEach(call -> assertThat(await(call)).isEqualTo(USER));
    assertThat(gateway.asked(LOGIN)).hasSize(1);
    assertThat(gateway.asked(REFRESH)).hasSize(1);
  }

  @Test
  void whoIsRefusedTwiceIsToldSo() {
    gateway.on(ME, asked -> NO);

    assertThatThrownBy(() -> await(server.me())).isInstanceOf(Unauthenticated.class);
    assertThat(gateway.asked(ME)).hasSize(2);
  }

  @Test
  void theNewPasswordIsUsedForLoggingInAgain() {
    AtomicReference<String> password = new AtomicReference<>("winter");
    gateway.on(
        LOGIN,
        asked ->
            password.get().equals(asked.json().getString("password")) ? gateway.newTokens() : NO);
    gateway.on(
        "PUT /api/v1/users/me/password",
        asked -> {
          password.set(asked.json().getString("new"));
          return new Answer(204, null);
        });
    await(server.changePassword(new JsonObject().put("old", "winter").put("new", "summer")));
    gateway.on(REFRESH, asked -> NO);
    gateway.on(ME, asked -> "Bearer access-2".equals(asked.token()) ? Answer.ok(USER) : NO);

    assertThat(await(server.me())).isEqualTo(USER);
  }

  @Test
  void t25_theDeviceTokenOfALogInIsShownAtTheNextOne() {
    gateway.on(
        LOGIN,
        asked ->
            Answer.ok(
                new JsonObject()
                    .put("accessToken", "access")
                    .put("refreshToken", "refresh")
                    .put("deviceToken", "device-" + gateway.asked(LOGIN).size())));
    gateway.on(REFRESH, asked -> NO);
    gateway.on(ME, asked -> NO);
    transport.rememberedBy("kept");

    assertThatThrownBy(() -> await(new ServerApi(transport).me()))
        .isInstanceOf(Unauthenticated.class);

    assertThat(gateway.asked(LOGIN))
        .extracting(asked -> asked.json().getString("deviceToken"))
        .containsExactly("kept", "device-1");
    assertThat(transport.deviceToken()).contains("device-2");
  }

  @Test
  void s55_aPasswordThatWasRefusedIsNotShownAgainUntilOneIsGiven() {
    gateway.on(LOGIN, asked -> NO);
    for (int i = 0; i < 5; i++) {
      Unauthenticated refused = failure(Unauthenticated.class, server.me());
      assertThat(refused).hasMessageContaining("the password was changed on another device");
    }
    assertThat(gateway.asked()).hasSize(1);

    gateway.on(
        LOGIN,
        asked -> "summer".equals(asked.json().getString("password")) ? gateway.newTokens() : NO);
    gateway.on(ME, asked -> Answer.ok(USER));
    transport.logInWith("spring");
    failure(Unauthenticated.class, server.me());
    failure(Unauthenticated.class, server.me());
    assertThat(gateway.asked(LOGIN)).hasSize(2);
    transport.logInWith("summer");
    assertThat(await(server.me())).isEqualTo(USER);
    assertThat(gateway.asked(LOGIN)).hasSize(3);
  }

  @Test
  void s66_theLogInOfALockedUserIsNotTriedForEachCall() {
    gateway.on(LOGIN, asked -> LOCKED);
    for (int i = 0; i < 5; i++) {
      failure(Forbidden.class, server.me());
    }
    assertThat(gateway.asked()).hasSize(1);

    gateway.on(LOGIN, asked -> gateway.newTokens());
    gateway.on(ME, asked -> Answer.ok(USER));
    transport.logInWith("winter");
    assertThat(await(server.me())).isEqualTo(USER);
  }

  @Test
  void s66_whoIsLetInAgainGoesOnAfterAWhile() {
    HttpTransport soon =
        new HttpTransport(
            vertx,
            GatewayAddress.of(gateway.address()),
            new AnswerTimes(60_000, 60_000, 1),
            "john",
            "winter");
    gateway.on(LOGIN, asked -> LOCKED);
    failure(Forbidden.class, new ServerApi(soon).me());
    gateway.on(LOGIN, asked -> gateway.newTokens());
    gateway.on(ME, asked -> Answer.ok(USER));

    until("let in", () -> settledMe(soon).succeeded());

    await(soon.close());
  }

  private static Future<JsonObject> settledMe(HttpTransport transport) {
    Future<JsonObject> me = new ServerApi(transport).me();
    settled(me);
    return me;
  }

  @Test
  void s55_aPasswordGivenWhileAnOldOneIsRefusedIsUsed() {
    gateway.on(
        LOGIN,
        asked -> {
          if ("winter".equals(asked.json().getString("password"))) {
            transport.logInWith("summer");
            return NO;
          }
          return gateway.newTokens();
        });
    gateway.on(ME, asked -> Answer.ok(USER));

    failure(Unauthenticated.class, server.me());
    assertThat(await(server.me())).isEqualTo(USER);
  }

  @Test
  void aCodeIsAskedForOnlyWhereItIsWantedAndShownOnce() {
    gateway.on(
        LOGIN,
        asked -> "2".equals(asked.json().getString("otp")) ? gateway.newTokens() : wanting(asked));
    gateway.on(ME, asked -> Answer.ok(USER));
    List<Reason> reasons = new ArrayList<>();
    transport.withCodes(
        why -> {
          reasons.add(why.reason());
          return Future.succeededFuture(Integer.toString(reasons.size()));
        });

    assertThat(await(server.me())).isEqualTo(USER);

    assertThat(reasons).containsExactly(Reason.CODE_MISSING, Reason.CODE_REFUSED);
    assertThat(gateway.asked(LOGIN))
        .extracting(asked -> asked.json().getString("otp"))
        .containsExactly(null, "1", "2");
  }

  @Test
  void noMoreThanThreeCodesAreAskedForAndThenNothingUntilOneIsGiven() {
    gateway.on(LOGIN, HttpTransportTest::wanting);
    AtomicInteger asked = new AtomicInteger();
    transport.withCodes(why -> Future.succeededFuture("wrong " + asked.incrementAndGet()));

    for (int i = 0; i < 3; i++) {
      SecondFactorRequired refused = failure(SecondFactorRequired.class, server.me());
      assertThat(refused.reason()).isEqualTo(Reason.CODE_REFUSED);
    }
    assertThat(asked).hasValue(3);
    assertThat(gateway.asked(LOGIN)).hasSize(4);

    gateway.on(
        LOGIN, once -> "right".equals(once.json().getString("otp")) ? gateway.newTokens() : NO);
    gateway.on(ME, once -> Answer.ok(USER));
    transport.withCode("right");
    assertThat(await(server.me())).isEqualTo(USER);
  }

  @Test
  void t12_aCodeThatWasGivenIsNotShownAgainWhenTheSessionHasEnded() {
    transport.withCode("once");
    gateway.on(
        LOGIN, asked -> asked.json().containsKey("otp") ? gateway.newTokens() : wanting(asked));
    gateway.on(ME, asked -> NO);
    gateway.on(REFRESH, asked -> NO);

    SecondFactorRequired ended = failure(SecondFactorRequired.class, server.me());

    assertThat(ended.reason()).isEqualTo(Reason.CODE_MISSING);
    assertThat(gateway.asked(LOGIN))
        .extracting(asked -> asked.json().getString("otp"))
        .containsExactly("once", null);
    failure(SecondFactorRequired.class, server.me());
    assertThat(gateway.asked(LOGIN)).hasSize(2);
  }

  @Test
  void whoDoesNotSayACodeFailsWithTheSame() {
    gateway.on(LOGIN, HttpTransportTest::wanting);
    transport.withCodes(why -> Future.failedFuture(new IllegalStateException("cancelled")));

    failure(IllegalStateException.class, server.me());
  }

  private static Answer wanting(ScriptedGateway.Asked asked) {
    Reason reason = asked.json().containsKey("otp") ? Reason.CODE_REFUSED : Reason.CODE_MISSING;
    return new Answer(401, Problems.toJson(new SecondFactorRequired(reason, "a code")).encode());
  }

  @Test
  void aLogInThatFailedOtherwiseIsTriedAgain() {
    gateway.on(LOGIN, asked -> new Answer(503, null));
    failure(Unavailable.class, server.me());
    gateway.on(LOGIN, asked -> gateway.newTokens());
    gateway.on(ME, asked -> Answer.ok(USER));

    assertThat(await(server.me())).isEqualTo(USER);
  }

  /** An answer whose bytes come one by one, each long before a silence would count. */
  @Test
  void anAnswerThatDripsHoldsACallOnlySoLong() {
    Promise<Void> ended = Promise.promise();
    HttpServer dripping =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> drip(request.response(), ended))
                .listen(0, "127.0.0.1"));
    GatewayAddress address =
        GatewayAddress.of(URI.create("http://127.0.0.1:" + dripping.actualPort()));
    HttpTransport impatient =
        new HttpTransport(vertx, address, new AnswerTimes(60_000, 300, 10_000), "john", "winter");

    failure(Unavailable.class, new ServerApi(impatient).me());

    await(ended.future());
    await(impatient.close());
    await(dripping.close());
  }

  private void drip(HttpServerResponse response, Promise<Void> ended) {
    response.setChunked(true).write("{");
    long timer = vertx.setPeriodic(20, now -> response.write(" "));
    response.exceptionHandler(broken -> vertx.cancelTimer(timer));
    response.closeHandler(
        closed -> {
          vertx.cancelTimer(timer);
          ended.tryComplete();
        });
  }

  @Test
  void theDatesOfAnswersSetAClock() {
    MovableTime own = new MovableTime();
    ServerClock clock = new ServerClock(own);
    transport.tellDates(clock);
    gateway.dated(() -> own.instant().plusSeconds(180));
    gateway.on(ME, asked -> Answer.ok(USER));

    await(server.me());

    assertThat(clock.millis() - own.millis()).isBetween(179_000L, 181_000L);
  }

  @Test
  void aClosedSessionStaysClosed() {
    gateway.on(ME, asked -> Answer.ok(USER));
    await(server.me());
    await(transport.close());
    await(transport.close());
    int before = gateway.asked().size();

    assertThatThrownBy(() -> await(server.me())).isInstanceOf(Unauthenticated.class);
    assertThatThrownBy(() -> await(server.me())).isInstanceOf(Unauthenticated.class);
    assertThat(gateway.asked()).hasSize(before);
  }

  @Test
  void anAnswerWithoutABodyIsATypedError() {
    gateway.on(ME, asked -> new Answer(200, null));

    assertThatThrownBy(() -> await(server.me())).isInstanceOf(InternalFault.class);
  }

  @Test
  void anAnswerWithAnotherBodyIsATypedError() {
    for (String body : List.of("<html>", "[]", "null", "{\"a\":1,\"a\":2}", "{\"a\":0.5}")) {
      gateway.on(ME, asked -> new Answer(200, body));
      assertThatThrownBy(() -> await(server.me())).isInstanceOf(InternalFault.class);
    }
  }

  @Test
  void whatAProxySaysIsATypedErrorToo() {
    says(401, Unauthenticated.class);
    says(404, NotFound.class);
    says(413, TooLarge.class);
    says(429, TooManyRequests.class);
    says(502, Unavailable.class);
    says(503, Unavailable.class);
    says(504, Unavailable.class);
    says(500, InternalFault.class);
    says(302, InternalFault.class);
    says(418, InternalFault.class);
  }

  private void says(int status, Class<? extends Throwable> error) {
    gateway.on(ME, asked -> new Answer(status, null));
    assertThatThrownBy(() -> await(server.me())).isInstanceOf(error);
    gateway.on(ME, asked -> new Answer(status, "<html>Bad</html>"));
    assertThatThrownBy(() -> await(server.me())).isInstanceOf(error);
  }

  @Test
  void whatIsNoIdNeverBecomesAnotherPath() {
    for (String id : List.of("", ".", "..", "%2e%2e")) {
      assertThatThrownBy(() -> await(server.entity(EntityType.PATIENT, id)))
          .isInstanceOf(NotFound.class);
      assertThatThrownBy(() -> await(server.deleteEntity(EntityType.PATIENT, id, "1-a")))
          .isInstanceOf(NotFound.class);
    }
    assertThat(gateway.asked())
        .allMatch(
            asked -> asked.path().startsWith("/api/v1/auth/") || asked.path().contains("%25"));
  }

  @Test
  void aLoginThatIsNoneIsATypedError() {
    gateway.on(LOGIN, asked -> Answer.ok(new JsonObject().put("accessToken", 1)));

    assertThatThrownBy(() -> await(server.me())).isInstanceOf(InternalFault.class);
    gateway.on(LOGIN, asked -> gateway.newTokens());
    gateway.on(ME, asked -> Answer.ok(USER));
    assertThat(await(server.me())).isEqualTo(USER);
  }

  @Test
  void anAnswerLargerThanAnyIsATypedErrorAndNotHeldInMemory() {
    gateway.on(ME, asked -> new Answer(200, "[\"" + "x".repeat(40 * 1024 * 1024) + "\"]"));

    assertThatThrownBy(() -> await(server.me()))
        .isInstanceOf(InternalFault.class)
        .hasMessageContaining("more than");
    gateway.on(ME, asked -> Answer.ok(USER.copy().put("x", "x".repeat(16 * 1024 * 1024))));
    assertThat(await(server.me()).getString("id")).isEqualTo("me");
  }
}
