package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not HTTP as it should be is answered with a 4xx, or the connection is closed. */
class MalformedHttpTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static final String END = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /%zz",
        "GET /api/v1/users/%",
        "GET /api/v1/users/%2",
        "GET /api/v1/users/%zz",
        "GET /api/v1/users/%%",
        "GET /api/v1/users/%ff",
        "GET /api/v1/users/%00",
        "GET /api/v1/users/me/../../../etc",
        "GET /api/v1/users/%2e%2e/%2e%2e",
        "GET /api/v1/entities/Patient/..%2f_design",
        "GET /api/v1/entities/Patient/_changes",
        "GET /api/v1/entities/%50atient/%2e",
        "GET /api/v1/users?login=%",
        "GET /api/v1/users?%zz=1",
        "GET /api/v1/users?&&&=&==",
        "GET /api/v1/\u00e9",
        "GET //",
        "GET /api/v1//users",
        "GET *",
        "OPTIONS *",
        "GET http://elsewhere/api/v1/users",
        "CONNECT elsewhere:443",
        "TRACE /api/v1/users/me",
        "BREW /api/v1/users/me",
        "get /api/v1/users/me",
        "GET"
      })
  void t14_oddPathsAreRefused(String line) throws Exception {
    refused(line + END);
  }

  @Test
  void t13_oddHeadsAreRefusedOrClosed() throws Exception {
    String get = "GET /api/v1/users/me HTTP/1.1\r\n";
    refused("\0\0\0\0\r\n\r\n");
    refused("hello\r\n\r\n");
    refused(get + "Connection: close\r\n\r\n");
    refused(get + "Host: a\r\nno colon\r\n\r\n");
    refused(get + "Host: a\r\nX: " + "x".repeat(100_000) + "\r\n\r\n");
    refused("GET /" + "x".repeat(100_000) + END);
    refused(get + "Host: a\r\n" + "X: x\r\n".repeat(10_000) + "\r\n");
    refused(get + "Host: a\r\nContent-Length: -1\r\n\r\n");
    refused(get + "Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx");
    refused(get + "Host: a\r\nX: \0\r\nConnection: close\r\n\r\n");
  }

  /** Where two readers may disagree about where a request ends (RFC 9112 §6.3, §11.2). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\nContent-Length: 2",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
        "Content-Length: 5\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \"chunked\"",
        "Content-Length: 2\r\nContent-Length: 2",
        "Content-Length: 2, 2",
        "Content-Length: 2\r\nContent-Length: 3",
        "Transfer-Encoding:\r\n chunked",
        "X: y\r\n\tTransfer-Encoding: chunked\r\nContent-Length: 2",
        "X: y\r\n Content-Length: 2"
      })
  void t13_aRequestWhoseEndIsNotClearIsRefusedAndClosedOn(String headers) throws Exception {
    String request =
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + headers
            + "\r\n\r\n";
    refusedAndClosed(List.of(request + "2\r\n{}\r\n0\r\n\r\n"));
    refusedAndClosed(List.of(request.split("(?<=\r\n)", -1)));
  }

  @Test
  void t13_aTransferCodingIsNotForHttp10() throws Exception {
    refusedAndClosed(
        List.of(
            String.join(
                "\r\n",
                "POST /api/v1/auth/login HTTP/1.0",
                "Host: a",
                "Connection: keep-alive",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "",
                "2",
                "{}",
                "0",
                "",
                "")));
  }

  @Test
  void t13_aRequestForTwoHostsIsRefusedAndClosedOn() throws Exception {
    refusedAndClosed(List.of("GET /health/live HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n"));
    refusedAndClosed(List.of("GET /health/live HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"));
  }

  @Test
  void aFirstHeaderThatIsNoneIsRefused() throws Exception {
    refusedAndClosed(List.of("GET /health/live HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n"));
  }

  @Test
  void t24_aHundredHeadersAreTakenAndNotOneMore() throws Exception {
    String get = "GET /health/live HTTP/1.1\r\nHost: a\r\n";
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      assertThat(wire.send(get + "X: y\r\n".repeat(99) + "\r\n").head()).startsWith("HTTP/1.1 200");
    }
    refusedAndClosed(List.of(get + "X: y\r\n".repeat(100) + "\r\n"));
    refusedAndClosed(List.of(get, "X: y\r\n".repeat(100)));
  }

  /** One answer, and no other to what stands behind: the connection has ended. */
  private static void refusedAndClosed(List<String> pieces) throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      for (String piece : pieces) {
        wire.send(piece);
      }
      wire.send("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n");
      String answer = wire.untilClosed();
      assertThat(answer).matches("(?s)HTTP/1[.][01] 400.*").contains("\"code\":\"invalid\"");
      assertThat(statuses(answer)).hasSize(1);
    }
  }

  /** Vert.x answers this before any handler is asked: the one answer that is not ours. */
  @Test
  void t13_anUnknownVersionOfHttpIsTurnedAwayEmptyHanded() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      assertThat(wire.send("GET / HTTP/9.9\r\n\r\n").untilClosed())
          .isEqualTo("HTTP/9.9 501 Not Implemented\r\ncontent-length: 0\r\n\r\n");
    }
  }

  @Test
  void t13_oddBodiesAreRefusedOrClosed() throws Exception {
    String post =
        String.join(
            "\r\n",
            "POST /api/v1/auth/login HTTP/1.1",
            "Host: a",
            "Content-Type: application/json",
            "Connection: close",
            "");
    refused(post + "\r\n");
    refused(post + "Content-Length: x\r\n\r\n");
    refused(post + "Content-Length: 99999999999999999999\r\n\r\n");
    refused(post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    refused(post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n");
    refused(post + "Content-Length: 2\r\nExpect: miracles\r\n\r\n{}");
    refused(post + "Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}");
    refused(post + "Content-Length: 3\r\n\r\n{\"\u00ff");
  }

  @Test
  void whateverIsSentTheServerStaysUp() throws Exception {
    for (String noise : Arbitraries.strings().ofMaxLength(200).sampleStream().limit(200).toList()) {
      refused(noise + "\r\n\r\n");
    }
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      assertThat(wire.send("GET /health/ready" + END).untilClosed()).startsWith("HTTP/1.1 200");
    }
  }

  private static void refused(String request) throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      String answer = wire.send(request).end().untilClosed();
      for (String status : statuses(answer)) {
        assertThat(status).as("%s", answer).startsWith("4");
      }
      if (!answer.isEmpty()) {
        assertThat(answer).contains("application/problem+json", "nosniff", "no-store");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(new JsonObject(body.lines().findFirst().orElseThrow()).getString("code"))
            .as("%s", answer)
            .isNotEmpty();
      }
    }
  }

  private static List<String> statuses(String answer) {
    List<String> statuses = new ArrayList<>();
    for (String line : answer.lines().toList()) {
      if (line.startsWith("HTTP/1.")) {
        statuses.add(line.substring(9));
      }
    }
    return statuses;
  }
}
