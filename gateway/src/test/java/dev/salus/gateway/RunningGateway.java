package dev.salus.gateway;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Services;
import dev.salus.api.operation.Operation;
import dev.salus.core.SalusHost;
import dev.salus.core.SalusSettings;
import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.MovableClock;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestOwner;
import dev.salus.gateway.token.AccessTokens;
import dev.salus.gateway.token.SigningKey;
import dev.salus.gateway.token.TokenSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole server on a free loopback port, called over real HTTP. */
public final class RunningGateway implements AutoCloseable {

  public static final String ADMIN = "admin";
  public static final String PASSWORD = RunningSalus.PASSWORD;
  public static final String API = Operation.ROOT;

  private static final SigningKey KEY = SigningKey.generate(new SecureRandom());

  private final Vertx vertx = Vertx.vertx();
  private final MovableClock clock = new MovableClock();
  private final SalusHost host;
  private final AccessTokens tokens;
  private final String deployment;
  private final int port;
  private final WebClient client;
  private final ClientWrites writes = new ClientWrites(clock);
  private @Nullable String adminToken;
  private long adminTokenAt;

  /** Somebody with a data owner, a published card and an access token. */
  public record Somebody(TestOwner owner, String login, String token) {}

  private RunningGateway(
      UnaryOperator<SalusSettings> server, UnaryOperator<GatewayOptions> change) {
    SalusSettings settings =
        server.apply(SalusSettings.defaults().withPasswords(RunningSalus.CHEAP).withClock(clock));
    GatewayOptions options = change.apply(GatewayOptions.defaults().listeningOn("127.0.0.1", 0));
    AtomicInteger listening = new AtomicInteger();
    this.host = await(SalusHost.start(vertx, "memory", new JsonObject(), settings));
    this.tokens = AccessTokens.open(vertx, KEY, TokenSettings.defaults(), clock, settings.random());
    this.deployment =
        await(
            vertx.deployVerticle(
                () ->
                    new GatewayVerticle(options, tokens, clock, settings.random(), listening::set),
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors())));
    this.port = listening.get();
    this.client =
        WebClient.create(
            vertx, new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port));
    await(Services.identity(vertx).ensureAdmin(ADMIN, PASSWORD));
  }

  public static RunningGateway start() {
    return new RunningGateway(UnaryOperator.identity(), UnaryOperator.identity());
  }

  public static RunningGateway with(UnaryOperator<GatewayOptions> change) {
    return new RunningGateway(UnaryOperator.identity(), change);
  }

  public static RunningGateway on(UnaryOperator<SalusSettings> server) {
    return new RunningGateway(server, UnaryOperator.identity());
  }

  public Vertx vertx() {
    return vertx;
  }

  public MovableClock clock() {
    return clock;
  }

  public ClientWrites writes() {
    return writes;
  }

  public int port() {
    return port;
  }

  /** An administrator's token that has not expired, whatever a test did to the clock. */
  public String adminToken() {
    if (adminToken == null || adminTokenAt != clock.millis()) {
      adminToken = logIn(ADMIN);
      adminTokenAt = clock.millis();
    }
    return adminToken;
  }

  /** A request that can be given more before it is sent. */
  public HttpRequest<Buffer> request(HttpMethod method, String path, @Nullable String token) {
    HttpRequest<Buffer> request = client.request(method, path);
    return token == null ? request : request.bearerTokenAuthentication(token);
  }

  public HttpResponse<Buffer> get(String path, @Nullable String token) {
    return await(request(HttpMethod.GET, API + path, token).send());
  }

  public HttpResponse<Buffer> post(String path, @Nullable String token, JsonObject body) {
    return await(request(HttpMethod.POST, API + path, token).sendJsonObject(body));
  }

  public HttpResponse<Buffer> put(String path, @Nullable String token, JsonObject body) {
    return await(request(HttpMethod.PUT, API + path, token).sendJsonObject(body));
  }

  public HttpResponse<Buffer> delete(String path, @Nullable String token) {
    return await(request(HttpMethod.DELETE, API + path, token).send());
  }

  public static JsonObject credentials(String login) {
    return new JsonObject().put("login", login).put("password", PASSWORD);
  }

  /** The answer to a log-in that succeeds. */
  public JsonObject session(String login) {
    return ok(200, post("/auth/login", null, credentials(login)));
  }

  public String logIn(String login) {
    return session(login).getString("accessToken");
  }

  /** A login that nobody has. */
  public static String newLogin() {
    return "user-" + UUID.randomUUID();
  }

  /** The user that an administrator makes; a data owner's if one is given. */
  public JsonObject user(String login, @Nullable String dataOwner, String... roles) {
    JsonObject body = credentials(login);
    if (dataOwner != null) {
      body.put("dataOwner", dataOwner);
    }
    if (roles.length > 0) {
      body.put("roles", new JsonArray(List.of(roles)));
    }
    return ok(201, post("/users", adminToken(), body));
  }

  /** The user with this login, as an administrator sees it. */
  public JsonObject userOf(String login) {
    return ok(200, get("/users?login=" + login, adminToken()))
        .getJsonArray("items")
        .getJsonObject(0);
  }

  /** Another administrator's token. */
  public String anotherAdmin() {
    String login = newLogin();
    user(login, null, Caller.ADMIN);
    return logIn(login);
  }

  /** Somebody new, with a card and an exchange with itself. */
  public Somebody somebody(String type) {
    String id =
        ok(201, post("/data-owners", adminToken(), new JsonObject().put("type", type)))
            .getString("id");
    String login = newLogin();
    user(login, id);
    Somebody somebody = new Somebody(TestOwner.of(id, clock.millis()), login, logIn(login));
    ok(
        201,
        post(
            "/data-owners/" + id + "/keys",
            somebody.token(),
            somebody.owner().key().card().toJson()));
    exchange(somebody, somebody);
    return somebody;
  }

  /** Publishes the exchange of two. */
  public JsonObject exchange(Somebody from, Somebody to) {
    return ok(
        201,
        post(
            "/exchanges",
            from.token(),
            from.owner().exchangeRecordTo(to.owner(), clock.millis()).toJson()));
  }

  /** The body of an answer that must have this status. */
  public static JsonObject ok(int status, HttpResponse<Buffer> response) {
    assertThat(response.statusCode()).as("%s", response.bodyAsString()).isEqualTo(status);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
    return response.bodyAsJsonObject();
  }

  /** The problem document of an answer that must be refused so. */
  public static JsonObject problem(int status, String code, HttpResponse<Buffer> response) {
    assertThat(response.statusCode()).as("%s", response.bodyAsString()).isEqualTo(status);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
    JsonObject problem = response.bodyAsJsonObject();
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("type")).isEqualTo("urn:salus:error:" + code);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    return problem;
  }

  /** Asserts that an answer refuses this field. */
  public static void invalid(String field, HttpResponse<Buffer> response) {
    assertThat(problem(400, "invalid", response).getString("field"))
        .as("%s", response.bodyAsString())
        .isEqualTo(field);
  }

  @Override
  public void close() {
    client.close();
    await(vertx.undeploy(deployment).eventually(tokens::close).eventually(host::close).mapEmpty());
    await(vertx.close());
  }
}
