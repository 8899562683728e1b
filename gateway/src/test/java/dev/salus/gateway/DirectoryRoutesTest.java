package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.newLogin;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestOwner;
import dev.salus.gateway.RunningGateway.Somebody;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Data owners, their key cards, their exchanges, and invitations. */
class DirectoryRoutesTest {

  private static RunningGateway gateway;
  private static Somebody hcp;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    hcp = gateway.somebody("hcp");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String ofHcp(String rest) {
    return "/data-owners/" + hcp.owner().id() + rest;
  }

  @Test
  void dataOwnersAreFoundByIdTypeAndName() {
    String admin = gateway.adminToken();
    String name = "Dr " + UUID.randomUUID();
    JsonObject body = new JsonObject().put("type", "hcp").put("name", name);
    JsonObject made = ok(201, gateway.post("/data-owners", admin, body));
    assertThat(made.fieldNames()).containsExactlyInAnyOrder("id", "type", "name", "rev");
    assertThat(ok(200, gateway.get("/data-owners/" + made.getString("id"), hcp.token())))
        .isEqualTo(made);
    String query =
        "/data-owners?type=hcp&name=" + name.replace(" ", "%20").toLowerCase(Locale.ROOT);
    assertThat(ok(200, gateway.get(query, hcp.token())).getJsonArray("items"))
        .isEqualTo(JsonArray.of(made));
    problem(403, "forbidden", gateway.post("/data-owners", hcp.token(), body));
    problem(404, "not-found", gateway.get("/data-owners/" + UUID.randomUUID(), admin));
    invalid("type", gateway.post("/data-owners", admin, body.copy().put("type", "robot")));
    invalid("name", gateway.post("/data-owners", admin, body.copy().put("type", "patient")));
    invalid("id", gateway.get("/data-owners/1", admin));
    invalid("kind", gateway.get("/data-owners?kind=hcp", admin));
  }

  @Test
  void cardsArePublishedEndorsedAndRetired() {
    String token = hcp.token();
    TestKey first = new TestKey(hcp.owner().id(), gateway.clock().millis());
    TestKey second = new TestKey(hcp.owner().id(), gateway.clock().millis());
    assertThat(ok(201, gateway.post(ofHcp("/keys"), token, first.json()))).isEqualTo(first.json());
    ok(201, gateway.post(ofHcp("/keys"), token, second.json()));
    ok(201, gateway.post(ofHcp("/keys"), token, first.json()));
    String path = ofHcp("/keys/" + second.keyId());
    JsonObject endorsement = first.endorse(second).toJson();
    assertThat(
            ok(200, gateway.post(path + "/endorsements", token, endorsement))
                .getJsonArray("endorsements"))
        .contains(endorsement);
    JsonObject retirement = first.retire(second, gateway.clock().millis()).toJson();
    assertThat(ok(200, gateway.post(path + "/retire", token, retirement)).getJsonObject("retired"))
        .isEqualTo(retirement);
    Somebody other = gateway.somebody("patient");
    assertThat(ok(200, gateway.get(ofHcp("/keys"), other.token())).getJsonArray("items"))
        .hasSizeGreaterThanOrEqualTo(3);
    problem(403, "forbidden", gateway.post(ofHcp("/keys"), other.token(), second.json()));
    problem(403, "forbidden", gateway.post(path + "/retire", other.token(), retirement));
    invalid("keyId", gateway.post(ofHcp("/keys/abc/retire"), token, retirement));
    invalid("keyId", gateway.post(ofHcp("/keys/abc/endorsements"), token, endorsement));
    invalid("signature", gateway.post(ofHcp("/keys"), token, without(first.json(), "signature")));
    invalid("id", gateway.get("/data-owners/x/keys", token));
  }

  @Test
  void exchangesAreForTheirParties() {
    Somebody patient = gateway.somebody("patient");
    Somebody stranger = gateway.somebody("patient");
    JsonObject made = gateway.exchange(hcp, patient);
    String path = "/exchanges/" + made.getString("id");
    assertThat(ok(200, gateway.get(path, hcp.token()))).isEqualTo(made);
    assertThat(ok(200, gateway.get(path, patient.token()))).isEqualTo(made);
    problem(404, "not-found", gateway.get(path, stranger.token()));
    String query = "/exchanges?delegator=" + hcp.owner().id() + "&delegate=" + patient.owner().id();
    assertThat(ok(200, gateway.get(query, patient.token())).getJsonArray("items"))
        .isEqualTo(JsonArray.of(made));
    assertThat(ok(200, gateway.get(query, stranger.token())).getJsonArray("items")).isEmpty();
    TestKey device = new TestKey(patient.owner().id(), gateway.clock().millis());
    String keys = "/data-owners/" + patient.owner().id() + "/keys";
    ok(201, gateway.post(keys, patient.token(), device.json()));
    String entry = path + "/sealed/" + device.keyId();
    JsonObject sealed = new JsonObject().put("sealed", TestExchange.entry());
    assertThat(
            ok(200, gateway.put(entry, patient.token(), sealed))
                .getJsonObject("sealed")
                .getString(device.keyId()))
        .isEqualTo(sealed.getString("sealed"));
    JsonObject another = new JsonObject().put("sealed", TestExchange.entry());
    problem(409, "conflict", gateway.put(entry, hcp.token(), another));
    problem(404, "not-found", gateway.put(entry, stranger.token(), sealed));
    invalid("keyId", gateway.put(path + "/sealed/x", hcp.token(), sealed));
    invalid("id", gateway.get("/exchanges/x", hcp.token()));
    invalid("delegate", gateway.get("/exchanges?delegate=x", hcp.token()));
    invalid("id", gateway.post("/exchanges", hcp.token(), new JsonObject()));
  }

  @Test
  void somebodyInvitedBecomesAUser() {
    String owner =
        ok(
                201,
                gateway.post(
                    "/data-owners", gateway.adminToken(), new JsonObject().put("type", "device")))
            .getString("id");
    JsonObject invite = new JsonObject().put("dataOwner", owner).put("expiresIn", 600);
    JsonObject invitation =
        ok(201, gateway.post("/users/invitations", gateway.adminToken(), invite));
    assertThat(invitation.getLong("expiresAt")).isEqualTo(gateway.clock().millis() + 600_000);
    JsonObject token = new JsonObject().put("token", invitation.getString("token"));
    String get = "/users/invitations/get";
    JsonObject pending = ok(200, gateway.post(get, gateway.adminToken(), token));
    assertThat(pending.getString("dataOwner")).isEqualTo(owner);
    assertThat(pending.containsKey("card")).isFalse();
    problem(404, "not-found", gateway.post(get, hcp.token(), token));
    problem(401, "unauthenticated", gateway.post(get, null, token));
    String login = newLogin();
    TestOwner invited = TestOwner.of(owner, gateway.clock().millis());
    JsonObject accept =
        credentials(login)
            .mergeIn(token)
            .put("card", invited.key().card().toJson())
            .put("proof", gateway.writes().bytes(32));
    String path = "/users/invitations/accept";
    invalid("card", gateway.post(path, null, without(accept, "card")));
    JsonObject user = ok(201, gateway.post(path, null, accept));
    assertThat(user.getString("dataOwner")).isEqualTo(owner);
    assertThat(ok(200, gateway.post(get, gateway.adminToken(), token)).getString("proof"))
        .isEqualTo(accept.getString("proof"));
    ok(200, gateway.get("/users/me", gateway.logIn(login)));
    problem(403, "forbidden", gateway.post("/users/invitations", hcp.token(), invite));
    invalid("token", gateway.post(get, gateway.adminToken(), new JsonObject().put("token", "a.b")));
    JsonObject unknown = accept.copy().put("token", gateway.writes().bytes(16));
    problem(404, "not-found", gateway.post(path, null, unknown));
  }

  private static JsonObject without(JsonObject body, String name) {
    JsonObject less = body.copy();
    less.remove(name);
    return less;
  }
}
