package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.salus.api.Unavailable;
import dev.salus.api.network.ClientNetwork;
import dev.salus.gateway.RunningGateway.Somebody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who is let in while too much is under way. */
class CallsUnderWayTest {

  private final CallsUnderWay calls = new CallsUnderWay(10, 8);

  private void begin(String who, int times) {
    for (int i = 0; i < times; i++) {
      calls.begin(who);
    }
  }

  private void refused(String who) {
    for (ThrowingCallable tried :
        List.<ThrowingCallable>of(() -> calls.requireRoom(who), () -> calls.begin(who))) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(tried)
          .satisfies(refusal -> assertThat(refusal.retryAfterMs()).isPositive());
    }
  }

  @Test
  void t22_whatIsTooMuchOfOneIsRefusedThoughThereIsRoomForOthers() {
    begin("a", 8);
    refused("a");
    begin("b", 2);
    begin("c", 1);
    refused("a");
  }

  @Test
  void whatIsTooMuchIsRefusedAtOnceAndWhatEndsMakesRoom() {
    begin("a", 8);
    refused("a");
    calls.end("a");
    assertThatCode(() -> calls.requireRoom("a")).doesNotThrowAnyException();
    assertThatCode(() -> calls.begin("a")).doesNotThrowAnyException();
    assertThatCode(() -> calls.requireRoom("b")).doesNotThrowAnyException();
    refused("a");
  }

  @Test
  void whoHasLessThanItsPartDoesNotPayForOthers() {
    begin("a", 8);
    begin("b", 5);
    refused("b");
    refused("a");
    begin("c", 3);
    refused("c");
  }

  @Test
  void aFullServerRefusesAtOnceWhoFillsItAndNobodyElse() {
    try (RunningGateway gateway = RunningGateway.start()) {
      Somebody busy = gateway.somebody("hcp");
      Somebody other = gateway.somebody("hcp");
      CallsUnderWay shared = CallsUnderWay.of(gateway.vertx());
      for (int i = 0; i < CallsUnderWay.MOST_OF_ONE; i++) {
        shared.begin(busy.owner().id());
      }

      HttpResponse<Buffer> refused = gateway.get("/users/me", busy.token());
      problem(503, "unavailable", refused);
      assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
      ok(200, gateway.get("/users/me", other.token()));
      problem(503, "unavailable", notRead(gateway, busy));

      shared.end(busy.owner().id());
      ok(200, gateway.get("/users/me", busy.token()));
      ok(200, gateway.get("/users/me", busy.token()));
    }
  }

  /** Posts what would be refused for what it is if it were read. */
  private static HttpResponse<Buffer> notRead(RunningGateway gateway, Somebody who) {
    return await(
        gateway
            .request(HttpMethod.POST, RunningGateway.API + "/entities/Patient", who.token())
            .putHeader("Content-Type", "application/json")
            .sendBuffer(Buffer.buffer("not JSON")));
  }

  /** Whoever has one address of a /64 has them all (RFC 6177). */
  @Test
  void t24_strangersOfOneIpv6NetworkHaveOnePart() {
    try (RunningGateway gateway =
        RunningGateway.with(
            options -> options.withProxies(TrustedProxies.of(List.of("127.0.0.0/8"))))) {
      CallsUnderWay shared = CallsUnderWay.of(gateway.vertx());
      for (int i = 0; i < CallsUnderWay.MOST_OF_ONE; i++) {
        shared.begin(ClientNetwork.of("2001:db8:1:2::" + Integer.toHexString(i)));
      }

      problem(503, "unavailable", logIn(gateway, "2001:db8:1:2:ffff::1"));
      problem(401, "unauthenticated", logIn(gateway, "2001:db8:1:3::1"));
    }
  }

  private static HttpResponse<Buffer> logIn(RunningGateway gateway, String from) {
    return await(
        gateway
            .request(HttpMethod.POST, RunningGateway.API + "/auth/login", null)
            .putHeader("X-Forwarded-For", from)
            .sendJsonObject(RunningGateway.credentials("nobody")));
  }

  @Test
  void whatWasRefusedIsNotUnderWay() {
    begin("a", 8);
    for (int i = 0; i < 100; i++) {
      refused("a");
    }
    for (int i = 0; i < 8; i++) {
      calls.end("a");
    }
    assertThatCode(() -> begin("b", 8)).doesNotThrowAnyException();
  }
}
