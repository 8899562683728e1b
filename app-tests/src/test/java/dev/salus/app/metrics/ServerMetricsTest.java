package dev.salus.app.metrics;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.server.SalusServer;
import dev.salus.app.server.SalusServer.FirstAdmin;
import dev.salus.app.server.SalusServer.Settings;
import dev.salus.core.SalusSettings;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.gateway.GatewayOptions;
import dev.salus.gateway.observation.Observation;
import dev.salus.gateway.token.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that is measured tells, and what the dashboard asks for. */
class ServerMetricsTest {

  private static final String LOGIN = "very-private-login";
  private static final String PASSWORD = "correct horse battery staple";
  private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "salus.json");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:salus|jvm|process|system|vertx)_[a-z0-9_]+");

  @TempDir private static Path directory;

  private static final ServerMetrics METRICS = new ServerMetrics();
  private static Vertx vertx;
  private static SalusServer server;
  private static URI metricsAddress;
  private static String scraped;
  private static String userId;

  @BeforeAll
  static void serve() throws Exception {
    vertx =
        Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(ServerMetrics.vertxOptions()))
            .withMetrics(METRICS.vertx())
            .build();
    Settings settings =
        Settings.defaults()
            .on("sqlite", new JsonObject().put("directory", directory.toString()))
            .with(SalusSettings.defaults().withPasswords(RunningSalus.CHEAP))
            .with(
                GatewayOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withObservation(new Observation(METRICS.calls(), null)))
            .with(new FirstAdmin(LOGIN, PASSWORD));
    server = await(SalusServer.start(vertx, settings, SigningKey.generate(new SecureRandom())));
    METRICS.watch(server::load);
    AtomicInteger port = new AtomicInteger();
    await(vertx.deployVerticle(new MetricsEndpoint(METRICS, "127.0.0.1", 0, port::set)));
    metricsAddress = URI.create("http://127.0.0.1:" + port.get());
    use();
    scraped = get(metricsAddress.resolve("/metrics"), "").body();
  }

  /** A log-in, one that is refused, one read, one conflict, and a path that is not there. */
  private static void use() throws Exception {
    JsonObject session = new JsonObject(logIn(PASSWORD).body());
    String token = session.getString("accessToken");
    userId = session.getJsonObject("user").getString("id");
    assertThat(logIn("not the password").statusCode()).isEqualTo(401);
    assertThat(get(api("/users/" + userId), token).statusCode()).isEqualTo(200);
    assertThat(get(api("/nothing"), token).statusCode()).isEqualTo(404);
    JsonObject sameLogin = new JsonObject().put("login", LOGIN).put("password", PASSWORD);
    assertThat(post("/users", token, sameLogin).statusCode()).isEqualTo(409);
  }

  private static URI api(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path);
  }

  private static HttpResponse<String> logIn(String password) throws Exception {
    return post("/auth/login", "", new JsonObject().put("login", LOGIN).put("password", password));
  }

  private static HttpResponse<String> post(String path, String token, JsonObject body)
      throws Exception {
    return send(
        HttpRequest.newBuilder(api(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())),
        token);
  }

  private static HttpResponse<String> get(URI address, String token) throws Exception {
    return send(HttpRequest.newBuilder(address), token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                .build(),
            BodyHandlers.ofString());
  }

  @AfterAll
  static void end() {
    await(server.close());
    await(vertx.close());
    METRICS.close();
  }

  @Test
  void callsAreCountedByOperationAndOutcomeAndTimed() {
    assertThat(scraped)
        .contains("salus_requests_total{operation=\"log_in\",outcome=\"ok\"} 1.0")
        .contains("salus_requests_total{operation=\"log_in\",outcome=\"unauthenticated\"} 1.0")
        .contains("salus_requests_total{operation=\"create_user\",outcome=\"conflict\"} 1.0")
        .contains("salus_requests_unrouted_total{outcome=\"not-found\"} 1.0")
        .contains("salus_logins_refused_total{outcome=\"unauthenticated\"} 1.0")
        .contains("salus_request_seconds_count{operation=\"user\",service=\"identity\"} 1")
        .containsPattern(
            "salus_request_seconds_bucket\\{operation=\"user\",service=\"identity\",le=\"0.0025\"}")
        .contains("salus_service_seconds_count{service=\"identity\"} 4");
  }

  @Test
  void storeCachesSocketsWorkersAndHeapAreMeasured() {
    assertThat(value("salus_store_commits_total")).isPositive();
    assertThat(value("salus_store_committed_documents_total"))
        .isGreaterThanOrEqualTo(value("salus_store_commits_total"));
    assertThat(value("salus_store_waiting_documents")).isZero();
    assertThat(value("salus_cache_misses_total\\{cache=\"tokens\"}")).isPositive();
    assertThat(value("salus_event_sockets")).isZero();
    assertThat(scraped).contains("jvm_memory_used_bytes{area=\"heap\"", "vertx_pool_");
  }

  private static double value(String metric) {
    return Pattern.compile("^" + metric + " ([0-9.E]+)$", Pattern.MULTILINE)
        .matcher(scraped)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + metric));
  }

  @Test
  void t16_noLabelHasAnIdANameOrAPath() {
    assertThat(scraped)
        .doesNotContain(LOGIN, userId, PASSWORD, "/users", "/api/")
        .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-");
  }

  @Test
  void nothingElseIsServedThere() throws Exception {
    assertThat(get(metricsAddress.resolve("/"), "").statusCode()).isEqualTo(404);
    assertThat(get(api("/metrics"), "").statusCode()).isEqualTo(404);
  }

  @Test
  void theDashboardAsksForWhatIsMeasuredOnly() throws Exception {
    Set<String> asked = new TreeSet<>();
    collect(new JsonObject(Files.readString(DASHBOARD)), asked);
    Set<String> there =
        scraped
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replaceFirst("[ {].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(asked).hasSizeGreaterThan(15);
    assertThat(there).containsAll(asked);
  }

  private static void collect(Object part, Set<String> metrics) {
    if (part instanceof JsonObject object) {
      if (object.getValue("expr") instanceof String expression) {
        METRIC.matcher(expression).results().map(MatchResult::group).forEach(metrics::add);
      }
      object.forEach(member -> collect(member.getValue(), metrics));
    } else if (part instanceof JsonArray array) {
      array.forEach(item -> collect(item, metrics));
    }
  }
}
