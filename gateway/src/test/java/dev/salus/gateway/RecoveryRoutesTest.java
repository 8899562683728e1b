package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestNotaries;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.NotarySet;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Recovery keys, notaries and requests to give access back, over HTTP. */
class RecoveryRoutesTest {

  private static RunningGateway gateway;
  private static Somebody owner;
  private static Somebody notary;
  private static Somebody stranger;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    owner = gateway.somebody("patient");
    notary = gateway.somebody("hcp");
    stranger = gateway.somebody("hcp");
    gateway.exchange(owner, notary);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String newPath() {
    return "/recovery/" + TestKey.random(NotarySet.RECOVERY_ID_BYTES);
  }

  private static void isGone(String path, Somebody who) {
    problem(404, "not-found", gateway.get(path, who.token()));
    problem(404, "not-found", gateway.delete(path, who.token()));
  }

  @Test
  void aRecoveryKeyIsKeptListedReadAndDeleted() {
    String path = newPath();
    JsonObject body = new JsonObject().put("box", TestKey.random(1_000));

    JsonObject kept = ok(201, gateway.put(path, owner.token(), body));

    assertThat(path).endsWith(kept.getString("recoveryId"));
    assertThat(ok(201, gateway.put(path, owner.token(), body))).isEqualTo(kept);
    assertThat(ok(200, gateway.get("/recovery", owner.token())).getJsonArray("items"))
        .contains(kept);
    assertThat(ok(200, gateway.get(path, owner.token()))).isEqualTo(body);
    isGone(path, stranger);
    assertThat(gateway.delete(path, owner.token()).statusCode()).isEqualTo(204);
    isGone(path, owner);
  }

  @Test
  void s46_aHandOverIsReadByOneOnceAndNotAfterItsTime() {
    String path = newPath();
    JsonObject body =
        new JsonObject()
            .put("box", TestKey.random(100))
            .put("expiresAt", gateway.clock().millis() + 300_000)
            .put("once", true);
    ok(201, gateway.put(path, owner.token(), body));

    List<Future<HttpResponse<Buffer>>> reads =
        IntStream.range(0, 8)
            .mapToObj(i -> gateway.request(HttpMethod.GET, API + path, owner.token()).send())
            .toList();
    await(Future.all(reads));

    assertThat(reads.stream().map(read -> read.result().statusCode()).sorted())
        .containsExactly(200, 404, 404, 404, 404, 404, 404, 404);
    isGone(path, owner);
    ok(201, gateway.put(path, owner.token(), body));
    gateway.clock().advance(Duration.ofMinutes(5));
    Somebody later = new Somebody(owner.owner(), owner.login(), gateway.logIn(owner.login()));
    isGone(path, later);
  }

  @Test
  void theLongestBoxFitsIntoABody() {
    String path = newPath();
    JsonObject body = new JsonObject().put("box", TestKey.random(5_767_168));

    ok(201, gateway.put(path, owner.token(), body));

    assertThat(ok(200, gateway.get(path, owner.token()))).isEqualTo(body);
    invalid(
        "box",
        gateway.put(
            newPath(), owner.token(), new JsonObject().put("box", TestKey.random(5_767_169))));
    assertThat(gateway.delete(path, owner.token()).statusCode()).isEqualTo(204);
  }

  @Test
  void sharesGoOverTheNotariesToTheNewCard() {
    TestKey key = owner.owner().key();
    TestKey notaryKey = notary.owner().key();
    NotarySet set = TestNotaries.set(key, 1, gateway.clock().millis(), notaryKey);
    JsonObject body = TestNotaries.body(set, notaryKey);
    String path = "/notary-sets/" + set.setId();
    String share = path + "/shares/" + notaryKey.owner();

    assertThat(ok(201, gateway.post("/notary-sets", owner.token(), body))).isEqualTo(set.toJson());
    for (Somebody party : List.of(owner, notary)) {
      assertThat(items("/notary-sets?owner=" + key.owner(), party)).contains(set.toJson());
    }
    assertThat(items("/notary-sets?owner=" + key.owner(), stranger)).isEmpty();
    assertThat(ok(200, gateway.get(share, notary.token())).getJsonObject("sealed"))
        .isEqualTo(body.getJsonObject("shares").getJsonObject(notaryKey.owner()));
    problem(404, "not-found", gateway.get(share, owner.token()));
    problem(404, "not-found", gateway.get(share, stranger.token()));

    JsonObject newKey = new JsonObject().put("newKeyId", key.keyId());
    JsonObject request = ok(201, gateway.post(path + "/requests", owner.token(), newKey));
    assertThat(items("/notary-requests?for=me", notary)).containsExactly(request);
    assertThat(items("/notary-requests?for=me", stranger)).isEmpty();
    String id = request.getString("id");
    JsonObject back = TestNotaries.giveBack(notaryKey, set, id, key.keyId()).toJson();
    ok(
        200,
        gateway.put(
            "/notary-requests/" + id + "/shares/" + notaryKey.owner(), notary.token(), back));
    assertThat(items("/notary-requests?by=me", owner).getJsonObject(0).getJsonObject("shares"))
        .isEqualTo(new JsonObject().put(notaryKey.owner(), back));

    problem(404, "not-found", gateway.delete(path, stranger.token()));
    problem(404, "not-found", gateway.delete("/notary-requests/" + id, stranger.token()));
    assertThat(gateway.delete("/notary-requests/" + id, owner.token()).statusCode()).isEqualTo(204);
    assertThat(gateway.delete(path, owner.token()).statusCode()).isEqualTo(204);
    problem(404, "not-found", gateway.get(share, notary.token()));
  }

  private static JsonArray items(String path, Somebody who) {
    return ok(200, gateway.get(path, who.token())).getJsonArray("items");
  }

  @Test
  void s41_whoIsAskedForAccessSeesItAndSaysThatItIsDone() {
    JsonObject body = new JsonObject().put("newKeyId", owner.owner().keyId());

    JsonObject answer = ok(201, gateway.post("/access-back", owner.token(), body));

    JsonObject request = answer.getJsonArray("items").getJsonObject(0);
    assertThat(request.getString("counterpart")).isEqualTo(notary.owner().id());
    assertThat(items("/access-back?for=me", notary)).containsExactly(request);
    assertThat(items("/access-back?by=me", owner)).containsExactly(request);
    assertThat(items("/access-back?for=me", stranger)).isEmpty();
    String done = "/access-back/" + request.getString("id") + "/done";
    problem(404, "not-found", gateway.post(done, stranger.token(), new JsonObject()));
    assertThat(ok(200, gateway.post(done, notary.token(), new JsonObject())).getLong("doneAt"))
        .isEqualTo(gateway.clock().millis());
    assertThat(items("/access-back?for=me", notary)).isEmpty();
    invalid("for", gateway.get("/access-back", notary.token()));
    invalid("for", gateway.get("/access-back?for=you", notary.token()));
  }
}
