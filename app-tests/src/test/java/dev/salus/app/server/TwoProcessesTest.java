package dev.salus.app.server;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.app.scenarios.stage.EventRecorder;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that have a CouchDB and a signing key in common, and one of them is killed. */
class TwoProcessesTest {

  private static final String LEAVING = "leaving";

  @TempDir private Path directory;
  private final Vertx clients = Vertx.vertx();
  private final Practice practice = new Practice(clients);
  private final String prefix = "salus-" + UUID.randomUUID() + "-";

  @AfterEach
  void close() {
    await(clients.close());
  }

  private ServerProcess start() throws Exception {
    List<String> options = new ArrayList<>(Practice.onCouchDb(prefix));
    options.addAll(List.of("--signing-key", directory.resolve("key.pem").toString()));
    return Practice.start(options.toArray(String[]::new));
  }

  @Test
  void s61_whatHappensOnOneHoldsOnTheOtherWhichGoesOnWhenItIsKilled() throws Exception {
    try (ServerProcess first = start();
        ServerProcess other = start()) {
      Salus here = practice.join(first);
      Salus there = practice.connect(other);
      EventRecorder told = new EventRecorder();
      await(there.patientApi().subscribe(told));

      Patient john = create(here, "John");
      told.assertNext(EntityType.PATIENT, john.requireId(), john.metadata().rev(), Kind.CREATED);

      whoIsRemovedOnOneIsRefusedOnTheOther(first, other);

      first.process().destroyForcibly();
      assertThat(first.process().waitFor(180, TimeUnit.SECONDS)).isTrue();
      assertThat(await(there.patientApi().getPatient(john.requireId()))).isEqualTo(john);
      Patient jane = create(there, "Jane");
      told.assertNext(EntityType.PATIENT, jane.requireId(), jane.metadata().rev(), Kind.CREATED);
      assertThat(other.get("/health/ready").statusCode()).isEqualTo(200);
      await(there.close());
      assertThat(other.terminate()).isZero();
    }
  }

  private static void whoIsRemovedOnOneIsRefusedOnTheOther(ServerProcess one, ServerProcess other)
      throws Exception {
    String admin = one.session("admin", Practice.PASSWORD).getString("accessToken");
    JsonObject user =
        one.created(
            "/users", admin, new JsonObject().put("login", LEAVING).put("password", LEAVING + "!"));
    JsonObject session = one.session(LEAVING, LEAVING + "!");
    String of = "/api/v1/users/" + user.getString("id") + "?rev=" + user.getString("rev");
    assertThat(status(other, "GET", "/api/v1/users/me", session)).isEqualTo(200);
    JsonObject later = one.session(LEAVING, LEAVING + "!");

    JsonObject byAdmin = new JsonObject().put("accessToken", admin);
    assertThat(status(one, "DELETE", of, byAdmin)).isEqualTo(204);

    assertThat(other.logIn(LEAVING, LEAVING + "!")).isEqualTo(401);
    assertThat(status(other, "GET", "/api/v1/users/me", later)).isEqualTo(401);
  }

  private static int status(ServerProcess at, String method, String path, JsonObject session)
      throws Exception {
    return at.send(
            HttpRequest.newBuilder(at.address().resolve(path))
                .header("Authorization", "Bearer " + session.getString("accessToken"))
                .method(method, BodyPublishers.noBody()))
        .statusCode();
  }

  private static Patient create(Salus salus, String name) {
    return await(
        salus.patientApi().createOrModifyPatient(Patient.builder().firstName(name).build()));
  }
}
