package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;

import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The order in which a request is checked (http-api.md): each request here has everything wrong
 * from one check on, and is refused by that one.
 */
class CheckOrderTest {

  private static final String SAMPLES = "/entities/DataSample/";

  private static RunningGateway gateway;
  private static Somebody author;
  private static Somebody reader;
  private static Somebody stranger;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    reader = gateway.somebody("patient");
    stranger = gateway.somebody("hcp");
    gateway.exchange(author, reader);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Entity stored() {
    Entity made =
        gateway
            .writes()
            .create(
                author.owner(), EntityType.DATA_SAMPLE, Map.of(reader.owner(), Permission.READ));
    return Entity.parse(
        ok(201, gateway.post("/entities/DataSample", author.token(), made.toJson())));
  }

  /** Another created than is stored, and a revision that is not the stored one. */
  private static JsonObject wrong(Entity entity, Somebody who) {
    String under = author.owner().exchangeTo(who.owner());
    JsonObject json = gateway.writes().nextVersion(entity, who.owner(), under);
    json.put("created", entity.header().created() - 1);
    return gateway.writes().sign(who.owner(), json).toJson().put("rev", "1-a");
  }

  @Test
  void writing() {
    Entity entity = stored();
    String path = SAMPLES + entity.header().id();
    JsonObject garbled = wrong(entity, author).put("version", "two");
    problem(401, "unauthenticated", gateway.put(path, "no token", garbled));
    invalid("version", gateway.put(path, stranger.token(), garbled));
    problem(404, "not-found", gateway.put(path, stranger.token(), wrong(entity, stranger)));
    problem(403, "forbidden", gateway.put(path, reader.token(), wrong(entity, reader)));
    problem(409, "conflict", gateway.put(path, author.token(), wrong(entity, author)));
    JsonObject current = wrong(entity, author).put("rev", entity.rev());
    invalid("created", gateway.put(path, author.token(), current));
  }

  @Test
  void deleting() {
    Entity entity = stored();
    String path = SAMPLES + entity.header().id();
    problem(401, "unauthenticated", gateway.delete(SAMPLES + "x?rev=1&rev=2", null));
    invalid("rev", gateway.delete(SAMPLES + "x?rev=1&rev=2", stranger.token()));
    invalid("id", gateway.delete(SAMPLES + "x?rev=1-a", stranger.token()));
    problem(404, "not-found", gateway.delete(path + "?rev=1-a", stranger.token()));
    problem(403, "forbidden", gateway.delete(path + "?rev=1-a", reader.token()));
    problem(409, "conflict", gateway.delete(path + "?rev=1-a", author.token()));
  }

  @Test
  void giving() {
    Entity entity = stored();
    String path = SAMPLES + entity.header().id() + "/grants";
    JsonObject grant =
        gateway
            .writes()
            .grant(entity, reader.owner(), List.of(), stranger.owner(), Permission.WRITE)
            .toJson();
    JsonObject body = new JsonObject().put("rev", "1-a").put("grant", grant);
    JsonObject garbled = body.copy();
    garbled.getJsonObject("grant").put("grantedAt", "now");
    problem(401, "unauthenticated", gateway.post(path, null, garbled));
    invalid("grant.grantedAt", gateway.post(path, stranger.token(), garbled));
    problem(404, "not-found", gateway.post(path, stranger.token(), body));
  }

  @Test
  void keepingARecoveryKey() {
    String path = "/recovery/" + gateway.writes().bytes(16);
    JsonObject body = new JsonObject().put("box", gateway.writes().bytes(40));
    JsonObject garbled = body.copy().put("once", "once");
    problem(401, "unauthenticated", gateway.put("/recovery/x", null, garbled));
    invalid("recoveryId", gateway.put("/recovery/x", author.token(), garbled));
    invalid("once", gateway.put(path, author.token(), garbled));
    invalid("once", gateway.put(path, gateway.adminToken(), garbled));
    problem(403, "forbidden", gateway.put(path, gateway.adminToken(), body));
    ok(201, gateway.put(path, author.token(), body));
    problem(409, "conflict", gateway.put(path, author.token(), body.copy().put("once", true)));
    problem(404, "not-found", gateway.get(path, stranger.token()));
  }

  @Test
  void givingAShareBack() {
    TestKey owner = author.owner().key();
    TestKey notary = reader.owner().key();
    NotarySet set = TestNotaries.set(owner, 1, gateway.clock().millis(), notary);
    ok(201, gateway.post("/notary-sets", author.token(), TestNotaries.body(set, notary)));
    JsonObject request =
        ok(
            201,
            gateway.post(
                "/notary-sets/" + set.setId() + "/requests",
                author.token(),
                new JsonObject().put("newKeyId", owner.keyId())));
    String path = "/notary-requests/" + request.getString("id") + "/shares/" + notary.owner();
    JsonObject wrong =
        TestNotaries.giveBack(owner, set, request.getString("id"), owner.keyId()).toJson();
    JsonObject garbled = wrong.copy().put("sealed", "x");
    problem(401, "unauthenticated", gateway.put(path, null, garbled));
    invalid("notary", gateway.put(path + "x", author.token(), garbled));
    invalid("sealed", gateway.put(path, stranger.token(), garbled));
    problem(404, "not-found", gateway.put(path, stranger.token(), wrong));
    problem(403, "forbidden", gateway.put(path, author.token(), wrong));
    invalid("by", gateway.put(path, reader.token(), wrong));
  }

  @Test
  void sayingThatAccessIsGivenBack() {
    JsonObject body = new JsonObject().put("newKeyId", author.owner().keyId());
    JsonObject asked = ok(201, gateway.post("/access-back", author.token(), body));
    String id = asked.getJsonArray("items").getJsonObject(0).getString("id");
    JsonObject none = new JsonObject();
    problem(401, "unauthenticated", gateway.post("/access-back/x/done", null, none));
    invalid("id", gateway.post("/access-back/x/done", stranger.token(), none));
    problem(404, "not-found", gateway.post("/access-back/" + id + "/done", stranger.token(), none));
    problem(403, "forbidden", gateway.post("/access-back/" + id + "/done", author.token(), none));
    ok(200, gateway.post("/access-back/" + id + "/done", reader.token(), none));
  }
}
