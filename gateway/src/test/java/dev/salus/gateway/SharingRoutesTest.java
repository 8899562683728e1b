package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Giving and taking access, re-keys, and policies. */
class SharingRoutesTest {

  private static final String PATIENTS = "/entities/Patient";

  private static RunningGateway gateway;
  private static Somebody author;
  private static Somebody other;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    other = gateway.somebody("patient");
    gateway.exchange(author, other);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Entity stored() {
    Entity made = gateway.writes().create(author.owner(), EntityType.PATIENT);
    return Entity.parse(ok(201, gateway.post(PATIENTS, author.token(), made.toJson())));
  }

  private static String path(Entity entity) {
    return PATIENTS + "/" + entity.header().id();
  }

  private static JsonObject share(Entity entity, Permission permission) {
    return new JsonObject()
        .put("rev", entity.rev())
        .put(
            "grant",
            gateway
                .writes()
                .grant(entity, author.owner(), List.of(), other.owner(), permission)
                .toJson());
  }

  private static Entity shared(Entity entity) {
    JsonObject body = share(entity, Permission.WRITE);
    return Entity.parse(ok(200, gateway.post(path(entity) + "/grants", author.token(), body)));
  }

  @Test
  void whatIsGivenIsReadByTheOther() {
    Entity entity = stored();
    problem(404, "not-found", gateway.get(path(entity), other.token()));
    HttpResponse<Buffer> answer =
        gateway.post(path(entity) + "/grants", author.token(), share(entity, Permission.READ));
    JsonObject given = ok(200, answer);
    assertThat(answer.getHeader("ETag")).isEqualTo('"' + given.getString("rev") + '"');
    assertThat(ok(200, gateway.get(path(entity), other.token()))).isEqualTo(given);
  }

  @Test
  void aGrantNeedsTheRevisionThatWasRead() {
    Entity entity = stored();
    JsonObject body = share(entity, Permission.READ);
    String grants = path(entity) + "/grants";
    JsonObject stale =
        problem(
            409, "conflict", gateway.post(grants, author.token(), body.copy().put("rev", "1-a")));
    assertThat(stale.getString("currentRev")).isEqualTo(entity.rev());
    invalid("rev", gateway.post(grants, author.token(), without(body, "rev")));
    invalid("grant", gateway.post(grants, author.token(), without(body, "grant")));
    invalid("more", gateway.post(grants, author.token(), body.copy().put("more", 1)));
    problem(404, "not-found", gateway.post(grants, other.token(), body));
  }

  @Test
  void aDelegationIsTakenByTheAuthorOrLeftByItsHolder() {
    String exchange = author.owner().exchangeTo(other.owner());
    Entity taken = shared(stored());
    String path = path(taken) + "/delegations/" + exchange;
    invalid("rev", gateway.delete(path, author.token()));
    problem(409, "conflict", gateway.delete(path + "?rev=1-a", author.token()));
    JsonObject left = ok(200, gateway.delete(path + "?rev=" + taken.rev(), author.token()));
    assertThat(left.getString("rev")).startsWith("3-");
    problem(404, "not-found", gateway.get(path(taken), other.token()));
    Entity leaving = shared(stored());
    HttpResponse<Buffer> gone =
        gateway.delete(
            path(leaving) + "/delegations/" + exchange + "?rev=" + leaving.rev(), other.token());
    assertThat(gone.statusCode()).isEqualTo(204);
    problem(404, "not-found", gateway.get(path(leaving), other.token()));
    invalid(
        "exchangeId",
        gateway.delete(path(leaving) + "/delegations/x?rev=" + leaving.rev(), author.token()));
  }

  @Test
  void t10_aReKeyLocksOutForGood() {
    Entity entity = shared(stored());
    Entity next =
        gateway
            .writes()
            .rekey(
                entity,
                author.owner(),
                author.owner().exchangeTo(author.owner()),
                List.of(other.owner()));
    JsonObject body = new JsonObject().put("rev", entity.rev()).put("entity", next.toJson());
    String path = path(entity) + "/rekey";
    problem(404, "not-found", gateway.post(path(stored()) + "/rekey", other.token(), body));
    HttpResponse<Buffer> answer = gateway.post(path, author.token(), body);
    assertThat(ok(200, answer).getInteger("keyGeneration")).isEqualTo(2);
    assertThat(answer.getHeader("ETag")).isNotBlank();
    problem(404, "not-found", gateway.get(path(entity), other.token()));
    problem(404, "not-found", gateway.put(path(entity), other.token(), entity.toJson()));
  }

  @Test
  void aPolicyIsKeptWithItsRevision() {
    Somebody owner = gateway.somebody("device");
    String path = "/users/me/auto-share";
    assertThat(ok(200, gateway.get(path, owner.token()))).isEqualTo(new JsonObject());
    JsonObject first = new JsonObject().put("policy", policy(owner, 1).toJson());
    JsonObject stored = ok(200, gateway.put(path, owner.token(), first));
    assertThat(stored.getJsonObject("policy")).isEqualTo(first.getJsonObject("policy"));
    assertThat(ok(200, gateway.get(path, owner.token()))).isEqualTo(stored);
    JsonObject second = new JsonObject().put("policy", policy(owner, 2).toJson());
    JsonObject problem = problem(409, "conflict", gateway.put(path, owner.token(), second));
    assertThat(problem.getString("currentRev")).isEqualTo(stored.getString("rev"));
    ok(200, gateway.put(path, owner.token(), second.put("rev", stored.getString("rev"))));
    JsonObject foreign = new JsonObject().put("policy", policy(author, 1).toJson());
    assertThat(gateway.put(path, owner.token(), foreign).statusCode()).isEqualTo(400);
    invalid("policy", gateway.put(path, owner.token(), new JsonObject()));
  }

  private static AutoSharePolicy policy(Somebody owner, int version) {
    AutoSharePolicy unsigned =
        new AutoSharePolicy(
            owner.owner().id(),
            version,
            gateway.clock().millis(),
            List.of(author.owner().id()),
            List.of(),
            List.of(),
            owner.owner().keyId(),
            gateway.writes().bytes(64));
    return unsigned.withSignature(owner.owner().sign(unsigned.signedBytes()));
  }

  @Test
  void pathsAreCheckedByField() {
    JsonObject body = new JsonObject();
    String token = author.token();
    String id = UUID.randomUUID().toString();
    invalid("type", gateway.post("/entities/X/" + id + "/grants", token, body));
    invalid("id", gateway.post(PATIENTS + "/x/grants", token, body));
    invalid("id", gateway.post(PATIENTS + "/x/rekey", token, body));
    invalid("id", gateway.delete(PATIENTS + "/x/delegations/" + id + "?rev=1", token));
  }

  private static JsonObject without(JsonObject body, String name) {
    JsonObject less = body.copy();
    less.remove(name);
    return less;
  }
}
