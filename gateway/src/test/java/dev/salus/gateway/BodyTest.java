package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.PASSWORD;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.gateway.connection.Repeated;
import dev.salus.protocol.EntityType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a body may be, and how much of it (threat T13). */
class BodyTest {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final int LIMIT = 8 * MEBIBYTE;
  private static final String SAMPLES = "/entities/DataSample";

  private static RunningGateway gateway;
  private static Somebody author;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static HttpResponse<Buffer> send(Buffer body, String contentType) {
    return await(
        gateway
            .request(HttpMethod.POST, API + SAMPLES, author.token())
            .putHeader("Content-Type", contentType)
            .sendBuffer(body));
  }

  private static HttpResponse<Buffer> send(String body) {
    return send(Buffer.buffer(body), "application/json");
  }

  @Test
  void onlyJsonIsTaken() {
    String sample =
        gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE).toJson().encode();
    for (String type :
        new String[] {
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "application/json; charset=utf-16",
          "application/jsonx",
          ""
        }) {
      JsonObject problem = problem(400, "invalid", send(Buffer.buffer(sample), type));
      assertThat(problem.getString("detail")).contains("Content-Type: application/json");
    }
    ok(201, send(Buffer.buffer(sample), "Application/JSON; charset=\"UTF-8\""));
  }

  @Test
  void t13_whatIsNotStrictJsonIsRefused() {
    for (String body :
        new String[] {
          "",
          "null",
          "[]",
          "1",
          "{",
          "{}{}",
          "{'a':1}",
          "{\"a\":1,}",
          "{\"a\":NaN}",
          "\ufeff{}",
          "{\"a\":1}//",
          "[".repeat(1_000_000),
          "{\"a\":".repeat(100_000),
          "{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}"
        }) {
      invalid("", send(body));
    }
    invalid("", send("{\"id\":\"a\",\"id\":\"b\"}"));
    invalid("a", send("{\"a\":1.0}"));
    invalid("a", send("{\"a\":1e400}"));
    invalid("a", send("{\"a\":-1}"));
    invalid("a[1]", send("{\"a\":[0,9007199254740992]}"));
    invalid("a", send("{\"a\":\"\\ud800\"}"));
    invalid(
        "", send(Buffer.buffer(new byte[] {'{', '"', (byte) 0xff, '"', '}'}), "application/json"));
    invalid(
        "",
        send(
            Buffer.buffer("{\"a\":\"b\"}".getBytes(UTF_8)).appendByte((byte) 0xc3),
            "application/json"));
  }

  @Test
  void t13_aBodyOverTheLimitIs413() {
    String tooLong = "{\"a\":\"" + "x".repeat(LIMIT) + "\"}";
    problem(413, "too-large", send(tooLong));
    HttpResponse<Buffer> chunked =
        await(
            gateway
                .request(HttpMethod.POST, API + SAMPLES, author.token())
                .putHeader("Content-Type", "application/json")
                .sendStream(new Repeated(gateway.vertx(), "{\"a\":", 12 * MEBIBYTE)));
    problem(413, "too-large", chunked);
    String justRight = "{\"a\":\"" + "x".repeat(LIMIT - 8) + "\"}";
    invalid("id", send(justRight));
  }

  @Test
  void t13_aHundredMegabytesAreNotRead() throws Exception {
    try (HttpOnTheWire wire = new HttpOnTheWire(gateway.port())) {
      String head =
          String.join(
              "\r\n",
              "POST " + API + SAMPLES + " HTTP/1.1",
              "Host: a",
              "Authorization: Bearer " + author.token(),
              "Content-Type: application/json",
              "Transfer-Encoding: chunked",
              "",
              "");
      wire.send(head);
      byte[] chunk = ("100000\r\n" + " ".repeat(0x100000) + "\r\n").getBytes(UTF_8);
      for (int i = 0; i < 100; i++) {
        wire.send(chunk);
      }
      String answer = wire.untilClosed();
      assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 413")).as(answer).isTrue();
    }
  }

  @Test
  void strangersMayNotSendMuch() {
    String large = "{\"login\":\"" + "x".repeat(65 * 1024) + "\"}";
    HttpResponse<Buffer> answer =
        await(
            gateway
                .request(HttpMethod.POST, API + "/auth/login", null)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(large)));
    problem(413, "too-large", answer);
    HttpResponse<Buffer> unauthenticated =
        await(
            gateway
                .request(HttpMethod.POST, API + SAMPLES, null)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer("x".repeat(2 * LIMIT - 1))));
    problem(401, "unauthenticated", unauthenticated);
  }

  @Test
  void t13_allBodiesTogetherAreBounded() throws Exception {
    int limit = 256 * 1024;
    BodyLimits limits =
        BodyLimits.defaults().withMemory((long) limit * BodyBudget.MEMORY_PER_BYTE + 4_096);
    try (RunningGateway small = RunningGateway.with(options -> options.withBodies(limits))) {
      String token = small.logIn(RunningGateway.ADMIN);
      String head =
          String.join(
              "\r\n",
              "PUT " + API + "/users/me/password HTTP/1.1",
              "Host: a",
              "Authorization: Bearer " + token,
              "Content-Type: application/json",
              "Expect: 100-continue",
              "Content-Length: " + limit,
              "",
              "");
      try (HttpOnTheWire first = new HttpOnTheWire(small.port());
          HttpOnTheWire second = new HttpOnTheWire(small.port())) {
        assertThat(first.send(head).head()).startsWith("HTTP/1.1 100");
        assertThat(second.send(head).head()).startsWith("HTTP/1.1 100");
        first.send(" ".repeat(200 * 1024));
        second.send(" ".repeat(200 * 1024));
        first.send(" ".repeat(56 * 1024));
        second.send(" ".repeat(56 * 1024));
        List<String> answers = List.of(first.head(), second.head());
        assertThat(answers)
            .as("no two fit, and who does not fit is told when to come again")
            .allMatch(answer -> answer.startsWith("HTTP/1.1 400") || isBusy(answer))
            .anyMatch(BodyTest::isBusy);
      }
      JsonObject body = new JsonObject().put("old", PASSWORD).put("new", PASSWORD + "!");
      assertThat(small.put("/users/me/password", token, body).statusCode()).isEqualTo(204);
    }
  }

  /** Else a few connections, of people without an account, keep everybody from logging in. */
  @Test
  void t13_aBodyThatStopsArrivingKeepsNobodyOut() throws Exception {
    int bytes = 64 * 1024;
    long memory = (long) bytes * BodyBudget.MEMORY_PER_BYTE;
    BodyLimits limits = BodyLimits.defaults().withMemory(memory + 100);
    try (RunningGateway small = RunningGateway.with(options -> options.withBodies(limits));
        HttpOnTheWire stuck = new HttpOnTheWire(small.port())) {
      stuck.send(
          "POST /api/v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
              + ("Content-Length: " + bytes + "\r\n\r\n" + " ".repeat(bytes - 1)));
      BodyBudget budget = BodyBudget.of(small.vertx(), 0);
      until("all but a byte has come", () -> budget.held() >= memory - BodyBudget.MEMORY_PER_BYTE);

      assertThat(small.logIn(RunningGateway.ADMIN)).isNotEmpty();
      assertThat(isBusy(stuck.head())).isTrue();
    }
  }

  @Test
  void t23_aBodyHoldsABoundedNumberOfValues() {
    int values = BodyLimits.defaults().values();
    JsonObject many = problem(413, "too-large", send("{\"a\":[" + "0,".repeat(values - 1) + "0]}"));
    assertThat(many.getString("detail")).contains(values + " values");
    invalid("id", send("{\"a\":[" + "0,".repeat(values - 2) + "0]}"));
  }

  @Test
  void t23_aBodyThatCouldNeverFitIs413AndOneThatDoesNotFitNowIs503() throws Exception {
    int room = 600 * 1024;
    BodyLimits limits = BodyLimits.defaults().withMemory(room);
    try (RunningGateway small = RunningGateway.with(options -> options.withBodies(limits))) {
      String token = small.logIn(RunningGateway.ADMIN);
      String path = "/users/me/password";
      JsonObject long1 = new JsonObject().put("a", "x".repeat(room / BodyBudget.MEMORY_PER_BYTE));
      problem(413, "too-large", small.put(path, token, long1));
      JsonArray objects = new JsonArray();
      for (int i = 0; i <= room / BodyBudget.MEMORY_PER_VALUE; i++) {
        objects.add(0);
      }
      problem(413, "too-large", small.put(path, token, new JsonObject().put("a", objects)));
    }
  }

  private static boolean isBusy(String answer) {
    return answer.startsWith("HTTP/1.1 503") && answer.contains("retry-after: 1\r\n");
  }

  @Test
  void aThousandEntitiesAreTakenAtOnceAndNotOneMore() {
    JsonArray ids = new JsonArray();
    for (int i = 0; i < 1_000; i++) {
      ids.add(gateway.writes().newId());
    }
    String get = SAMPLES + "/get";
    assertThat(
            ok(200, gateway.post(get, author.token(), new JsonObject(Map.of("ids", ids))))
                .getJsonArray("items"))
        .isEmpty();
    ids.add(gateway.writes().newId());
    invalid("ids", gateway.post(get, author.token(), new JsonObject(Map.of("ids", ids))));
  }
}
