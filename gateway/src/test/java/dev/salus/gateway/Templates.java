package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.ok;

import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.AutoSharePolicy;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** For each route something valid of its kind: names in its path, and a body. */
final class Templates {

  private final RunningGateway gateway;
  private final Somebody author;
  private final Somebody other;
  private final Map<String, JsonObject> bodies = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  Templates(RunningGateway gateway) {
    this.gateway = gateway;
    this.author = gateway.somebody("hcp");
    this.other = gateway.somebody("patient");
    gateway.exchange(author, other);
    accounts();
    keys();
    recovery();
    entities();
  }

  Somebody author() {
    return author;
  }

  /** The path of a route with its variable parts filled in. */
  String path(ApiRoute route) {
    String path = route.path();
    for (Map.Entry<String, String> name : names.entrySet()) {
      path = path.replace(":" + name.getKey(), name.getValue());
    }
    String id = path.contains("/exchanges/") ? author.owner().exchangeTo(other.owner()) : null;
    if (path.contains("/data-owners/")) {
      id = author.owner().id();
    } else if (path.contains("/notary-sets/")) {
      id = names.get("notarySet");
    } else if (path.contains("/notary-requests/")) {
      id = names.get("notaryRequest");
    } else if (path.contains("/access-back/")) {
      id = names.get("accessBack");
    }
    return path.replace(":id", id == null ? names.get("entity") : id);
  }

  /** A valid body of a route; of one that has none some object. */
  JsonObject body(ApiRoute route) {
    String key = route.method() + " " + route.path().replace(API, "");
    return bodies.getOrDefault(key, new JsonObject().put("a", 1));
  }

  /** The routes of which there is a valid body here. */
  boolean knows(ApiRoute route) {
    return bodies.containsKey(route.method() + " " + route.path().replace(API, ""));
  }

  private void accounts() {
    JsonObject login = credentials(author.login());
    String refresh = gateway.session(author.login()).getString("refreshToken");
    bodies.put("POST /auth/login", login);
    bodies.put("POST /auth/refresh", new JsonObject().put("refreshToken", refresh));
    bodies.put("POST /users", credentials("new").put("roles", new JsonArray().add("admin")));
    bodies.put(
        "PUT /users/me/password",
        new JsonObject().put("old", "guess guess").put("new", "long enough"));
    bodies.put(
        "PUT /users/:id",
        new JsonObject().put("rev", "1-a").put("roles", new JsonArray()).put("locked", true));
    bodies.put("PUT /users/:id/password", new JsonObject().put("password", "long enough"));
    bodies.put("POST /users/me/second-factor", new JsonObject().put("password", "guess guess"));
    bodies.put("POST /users/me/second-factor/confirm", new JsonObject().put("otp", "123456"));
    for (String change : List.of("recovery-codes", "remove")) {
      bodies.put(
          "POST /users/me/second-factor/" + change,
          new JsonObject().put("password", "guess guess").put("otp", "123456"));
    }
    bodies.put(
        "PUT /data-owners/:id/quotas",
        new JsonObject()
            .put("quotas", new JsonObject().put("notarySets", 9).put("bytes", 1L << 30))
            .put("rev", "1-a"));
    bodies.put("POST /data-owners", new JsonObject().put("type", "hcp").put("name", "Dr Who"));
    bodies.put(
        "POST /users/invitations",
        new JsonObject().put("dataOwner", UUID.randomUUID().toString()).put("expiresIn", 60));
    bodies.put(
        "POST /users/invitations/get", new JsonObject().put("token", gateway.writes().bytes(16)));
    bodies.put(
        "POST /users/invitations/accept",
        credentials("invited")
            .put("token", gateway.writes().bytes(16))
            .put("card", new TestKey(UUID.randomUUID().toString(), 1).json())
            .put("proof", gateway.writes().bytes(32)));
  }

  private void keys() {
    long now = gateway.clock().millis();
    TestKey first = new TestKey(author.owner().id(), now);
    TestKey second = new TestKey(author.owner().id(), now);
    names.put("keyId", second.keyId());
    bodies.put("POST /data-owners/:id/keys", first.json());
    bodies.put("POST /data-owners/:id/keys/:keyId/endorsements", first.endorse(second).toJson());
    bodies.put(
        "POST /data-owners/:id/keys/:keyId/retire", first.rotateTo(second.keyId(), now).toJson());
    bodies.put("POST /exchanges", TestExchange.between(first, second, now).toJson());
    bodies.put(
        "PUT /exchanges/:id/sealed/:keyId",
        new JsonObject()
            .put("sealed", TestExchange.entry())
            .put(
                "attestation",
                first
                    .attest(UUID.randomUUID().toString(), "c", second.keyId(), 1, Map.of())
                    .toJson()));
    AutoSharePolicy policy =
        new AutoSharePolicy(
            author.owner().id(),
            1,
            now,
            List.of(other.owner().id()),
            List.of(),
            List.of(),
            author.owner().keyId(),
            gateway.writes().bytes(64));
    bodies.put(
        "PUT /users/me/auto-share",
        new JsonObject()
            .put("policy", policy.withSignature(author.owner().sign(policy.signedBytes())).toJson())
            .put("rev", "1-a"));
  }

  private void recovery() {
    TestKey owner = author.owner().key();
    TestKey notary = other.owner().key();
    NotarySet kept = TestNotaries.set(owner, 1, gateway.clock().millis(), notary);
    NotarySet next = TestNotaries.set(owner, 1, gateway.clock().millis(), notary);
    JsonObject newKey = new JsonObject().put("newKeyId", owner.keyId());
    String token = author.token();
    ok(201, gateway.post("/notary-sets", token, TestNotaries.body(kept, notary)));
    String requests = "/notary-sets/" + kept.setId() + "/requests";
    String request = ok(201, gateway.post(requests, token, newKey)).getString("id");
    JsonObject asked = ok(201, gateway.post("/access-back", token, newKey));
    names.put("recoveryId", gateway.writes().bytes(16));
    names.put("notary", notary.owner());
    names.put("notarySet", kept.setId());
    names.put("notaryRequest", request);
    names.put("accessBack", asked.getJsonArray("items").getJsonObject(0).getString("id"));
    bodies.put(
        "PUT /recovery/:recoveryId",
        new JsonObject()
            .put("box", gateway.writes().bytes(60))
            .put("expiresAt", gateway.clock().millis() + 60_000)
            .put("once", true));
    bodies.put("POST /notary-sets", TestNotaries.body(next, notary));
    bodies.put("POST /notary-sets/:id/requests", newKey);
    bodies.put(
        "PUT /notary-requests/:id/shares/:notary",
        TestNotaries.giveBack(notary, kept, request, owner.keyId()).toJson());
    bodies.put(
        "PUT /notary-sets/:id/acceptances/:notary",
        TestNotaries.accepted(notary, kept, gateway.clock().millis()).toJson());
    bodies.put("POST /access-back", newKey.copy().put("counterpart", notary.owner()));
  }

  private void entities() {
    Entity made = gateway.writes().create(author.owner(), EntityType.PATIENT);
    String own = author.owner().exchangeTo(author.owner());
    Entity stored =
        Entity.parse(ok(201, gateway.post("/entities/Patient", author.token(), made.toJson())));
    names.put("type", "Patient");
    names.put("entity", stored.header().id());
    names.put("exchangeId", own);
    JsonObject next = gateway.writes().modify(stored, author.owner(), own).toJson();
    JsonObject tagged =
        gateway
            .writes()
            .unsigned(author.owner(), EntityType.PATIENT)
            .put(
                "tags",
                JsonArray.of(
                    new JsonObject().put("type", "t").put("code", "c").put("version", "1")))
            .put("links", JsonArray.of(gateway.writes().bytes(16)));
    JsonObject fresh =
        gateway
            .writes()
            .signed(author.owner(), tagged, Map.of(other.owner(), Permission.READ))
            .toJson();
    bodies.put("POST /entities/:type", fresh);
    bodies.put("PUT /entities/:type/:id", next);
    bodies.put(
        "POST /entities/:type/bulk", new JsonObject().put("entities", JsonArray.of(fresh, next)));
    bodies.put(
        "POST /entities/:type/get",
        new JsonObject().put("ids", JsonArray.of(stored.header().id())));
    bodies.put(
        "POST /entities/:type/:id/grants",
        new JsonObject()
            .put("rev", stored.rev())
            .put(
                "grant",
                gateway
                    .writes()
                    .grant(stored, author.owner(), List.of(), other.owner(), Permission.READ)
                    .toJson()));
    bodies.put(
        "POST /entities/:type/:id/rekey",
        new JsonObject()
            .put("rev", stored.rev())
            .put(
                "entity", gateway.writes().rekey(stored, author.owner(), own, List.of()).toJson()));
  }
}
