package dev.salus.gateway.observation;

import static dev.salus.gateway.RunningGateway.PASSWORD;
import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.ErrorCode;
import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.api.operation.ServiceName;
import dev.salus.gateway.RunningGateway;
import dev.salus.gateway.RunningGateway.Somebody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway tells of the calls that it answers. */
class ObservedCallsTest {

  private static final Heard HEARD = new Heard();
  private static final Trail TRAIL = new Trail();
  private static final RunningGateway GATEWAY =
      RunningGateway.with(options -> options.withObservation(new Observation(HEARD, TRAIL)));

  private static final class Heard implements CallObserver {
    private final Queue<String> all = new ConcurrentLinkedQueue<>();

    @Override
    public void answered(Operation operation, @Nullable ErrorCode outcome, long nanos) {
      assertThat(nanos).isPositive();
      all.add(operation.name() + " " + outcome);
    }

    @Override
    public void served(ServiceName service, long nanos) {
      assertThat(nanos).isPositive();
      all.add(service.name());
    }

    @Override
    public void refused(ErrorCode why) {
      all.add("refused " + why);
    }
  }

  private static final class Trail implements AuditTrail {
    private final Queue<AuditedCall> all = new ConcurrentLinkedQueue<>();
    private volatile boolean full;
    private volatile boolean failing;

    @Override
    public void check() {
      if (full) {
        throw new Unavailable("the audit log cannot be written now", 1);
      }
    }

    @Override
    public Future<Void> record(AuditedCall call) {
      all.add(call);
      return failing
          ? Future.failedFuture(new Unavailable("the audit log cannot be written now", 1))
          : Future.succeededFuture();
    }

    AuditedCall only() {
      assertThat(all).hasSize(1);
      return all.element();
    }
  }

  @AfterAll
  static void end() {
    GATEWAY.close();
  }

  @BeforeEach
  void forget() {
    GATEWAY.adminToken();
    HEARD.all.clear();
    TRAIL.all.clear();
  }

  @Test
  void t11_whatAnAdministratorMakesOfAUserAndTheLogInOfOneWhoIsLockedAreRecorded() {
    String login = RunningGateway.newLogin();
    JsonObject user = GATEWAY.user(login, null);
    String path = "/users/" + user.getString("id");
    TRAIL.all.clear();

    JsonObject change = new JsonObject().put("rev", user.getString("rev")).put("locked", true);
    ok(200, GATEWAY.put(path, GATEWAY.adminToken(), change));

    assertThat(TRAIL.only().operation()).isEqualTo(Operation.CHANGE_USER);
    assertThat(TRAIL.only().change()).isEqualTo(new JsonObject().put("locked", true));
    TRAIL.all.clear();
    problem(409, "conflict", GATEWAY.put(path, GATEWAY.adminToken(), change));
    assertThat(TRAIL.only().change()).isNull();
    TRAIL.all.clear();
    problem(403, "forbidden", GATEWAY.post("/auth/login", null, credentials(login)));
    assertThat(TRAIL.only().outcome()).isEqualTo(ErrorCode.FORBIDDEN);
  }

  @Test
  void eachCallIsHeardWithItsOutcome() {
    GATEWAY.get("/users/me", GATEWAY.adminToken());
    GATEWAY.get("/users/me", null);
    GATEWAY.get("/data-owners/" + UUID.randomUUID(), GATEWAY.adminToken());
    GATEWAY.get("/nothing", GATEWAY.adminToken());
    await(GATEWAY.request(HttpMethod.GET, "/health/live", null).send());
    assertThat(HEARD.all)
        .containsExactly(
            "IDENTITY",
            "ME null",
            "ME UNAUTHENTICATED",
            "IDENTITY",
            "DATA_OWNER NOT_FOUND",
            "refused NOT_FOUND");
  }

  @Test
  void aRecordSaysWhoDidWhatToWhich() {
    Somebody anna = GATEWAY.somebody("hcp");
    JsonObject me = ok(200, GATEWAY.get("/users/me", anna.token()));
    TRAIL.all.clear();
    String unknown = UUID.randomUUID().toString();
    HttpResponse<Buffer> answer =
        await(
            GATEWAY
                .request(
                    HttpMethod.GET,
                    RunningGateway.API + "/entities/Patient/" + unknown,
                    anna.token())
                .putHeader("X-Request-Id", "from-a-client.1")
                .send());
    problem(404, "not-found", answer);
    AuditedCall call = TRAIL.only();
    assertThat(call.operation()).isEqualTo(Operation.ENTITY);
    assertThat(call.request()).isEqualTo("from-a-client.1");
    assertThat(call.user()).isEqualTo(me.getString("id"));
    assertThat(call.dataOwner()).isEqualTo(anna.owner().id());
    assertThat(call.inPath()).containsEntry("id", unknown).containsEntry("type", "Patient");
    assertThat(call.from()).isEqualTo("127.0.0.1");
    assertThat(call.outcome()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void whatWasMadeOrListedIsNamedById() {
    String made =
        ok(
                201,
                GATEWAY.post(
                    "/data-owners", GATEWAY.adminToken(), new JsonObject().put("type", "hcp")))
            .getString("id");
    assertThat(TRAIL.only().ids()).containsExactly(made);
    TRAIL.all.clear();
    ok(200, GATEWAY.get("/data-owners?type=hcp", GATEWAY.adminToken()));
    assertThat(TRAIL.only().ids()).contains(made);
  }

  @Test
  void t13_aRecordNamesAThousandIdsAtMost() {
    Somebody anna = GATEWAY.somebody("hcp");
    TRAIL.all.clear();
    JsonArray ids = new JsonArray();
    Stream.generate(() -> UUID.randomUUID().toString()).limit(1_500).forEach(ids::add);

    problem(
        400,
        "invalid",
        GATEWAY.post("/entities/Patient/get", anna.token(), new JsonObject().put("ids", ids)));

    assertThat(TRAIL.only().ids()).hasSize(1_001).endsWith("more").startsWith(ids.getString(0));
  }

  @Test
  void t16_aRecordHoldsNoNamesSecretsOrInventions() {
    String login = RunningGateway.newLogin();
    GATEWAY.user(login, null);
    TRAIL.all.clear();
    ok(200, GATEWAY.post("/auth/login", null, credentials(login)));
    AuditedCall loggedIn = TRAIL.only();
    assertThat(loggedIn.user()).isEqualTo(GATEWAY.userOf(login).getString("id"));
    assertThat(loggedIn.toString()).doesNotContain(login, PASSWORD);

    TRAIL.all.clear();
    GATEWAY.post("/auth/login", null, credentials(login).put("password", "not the password"));
    assertThat(TRAIL.only().outcome()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(TRAIL.only().toString()).doesNotContain(login, "not the password");

    TRAIL.all.clear();
    GATEWAY.get("/users/Anna%20Berg", GATEWAY.adminToken());
    assertThat(TRAIL.only().inPath()).containsEntry("id", "-");
  }

  @Test
  void whatStrangersCanSendWithoutEndIsNotRecorded() {
    GATEWAY.get("/users/me", null);
    GATEWAY.get("/users/me", "no-token");
    GATEWAY.post("/auth/login", null, new JsonObject().put("nonsense", true));
    GATEWAY.post("/auth/refresh", null, new JsonObject().put("refreshToken", "none"));
    assertThat(TRAIL.all).isEmpty();
  }

  @Test
  void t15_whileNothingCanBeRecordedNothingIsDone() {
    String admin = GATEWAY.adminToken();
    TRAIL.full = true;
    try {
      problem(503, "unavailable", GATEWAY.get("/users/me", admin));
      assertThat(HEARD.all).containsExactly("ME UNAVAILABLE");
      assertThat(await(GATEWAY.request(HttpMethod.GET, "/health/live", null).send()).statusCode())
          .isEqualTo(200);
    } finally {
      TRAIL.full = false;
    }
    ok(200, GATEWAY.get("/users/me", admin));
  }

  @Test
  void t15_whatCouldNotBeRecordedIsNotCalledDone() {
    String admin = GATEWAY.adminToken();
    TRAIL.failing = true;
    try {
      problem(503, "unavailable", GATEWAY.get("/users/me", admin));
    } finally {
      TRAIL.failing = false;
    }
    assertThat(TRAIL.all).extracting(AuditedCall::outcome).containsExactly((ErrorCode) null);
  }

  @Test
  void aRequestKeepsItsNameOrGetsOne() {
    for (String named : List.of("a", "0e0b7a1c-3f3d-4b6a-9d5e-2f6c8a1b4d7e", "x".repeat(64))) {
      assertThat(named(named)).isEqualTo(named);
    }
    for (String other : List.of("x".repeat(65), "a b", "a\"b", "é", "a\tb", "")) {
      assertThat(named(other)).matches("[0-9a-f]{16}").isNotEqualTo(other);
    }
    HttpResponse<Buffer> first = GATEWAY.get("/nothing", null);
    assertThat(first.getHeader("X-Request-Id"))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(GATEWAY.get("/nothing", null).getHeader("X-Request-Id"));
  }

  private static String named(String id) {
    return await(
            GATEWAY
                .request(HttpMethod.GET, "/health/live", null)
                .putHeader("X-Request-Id", id)
                .send())
        .getHeader("X-Request-Id");
  }
}
