package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.API;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.core.testkit.TestKey;
import dev.salus.core.testkit.TestOwner;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.token.AccessToken;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /events}: who is told of what, and how one is let in. */
class EventRoutesTest {

  private static RunningGateway gateway;
  private static Somebody author;
  private static Somebody delegate;
  private static Somebody stranger;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    delegate = gateway.somebody("patient");
    stranger = gateway.somebody("hcp");
    gateway.exchange(author, delegate);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static JsonObject create(EntityType type, JsonArray tags, Somebody... delegates) {
    JsonObject json = gateway.writes().unsigned(author.owner(), type).put("tags", tags);
    Map<TestOwner, Permission> others =
        delegates.length == 0 ? Map.of() : Map.of(delegates[0].owner(), Permission.READ);
    Entity made = gateway.writes().signed(author.owner(), json, others);
    return ok(201, gateway.post("/entities/" + type.wireName(), author.token(), made.toJson()));
  }

  private static JsonObject create(Somebody... delegates) {
    return create(EntityType.DATA_SAMPLE, new JsonArray(), delegates);
  }

  private static JsonObject event(JsonObject entity, String kind) {
    return new JsonObject()
        .put("type", entity.getString("type"))
        .put("id", entity.getString("id"))
        .put("rev", entity.getString("rev"))
        .put("kind", kind);
  }

  @Test
  void t07_onlyThoseWithAccessAreTold() throws Exception {
    try (EventClient told = EventClient.of(gateway, "", delegate.token());
        EventClient nothing = EventClient.of(gateway, "", stranger.token());
        EventClient all = EventClient.of(gateway, "", gateway.adminToken())) {
      JsonObject hidden = create();
      JsonObject shared = create(delegate);
      Entity own = gateway.writes().create(stranger.owner(), EntityType.DATA_SAMPLE);
      JsonObject strangers =
          ok(201, gateway.post("/entities/DataSample", stranger.token(), own.toJson()));

      assertThat(told.next()).isEqualTo(event(shared, "created"));
      assertThat(nothing.next()).isEqualTo(event(strangers, "created"));
      assertThat(List.of(all.next(), all.next(), all.next()))
          .containsExactly(
              event(hidden, "created"), event(shared, "created"), event(strangers, "created"));
      assertThat(told.waiting() + nothing.waiting()).isZero();
    }
  }

  @Test
  void t26_counterpartsAreToldOfACardThatNobodyVouchesFor() throws Exception {
    Somebody owner = gateway.somebody("patient");
    gateway.exchange(owner, delegate);
    String path = "/data-owners/" + owner.owner().id() + "/keys";
    TestKey planted = new TestKey(owner.owner().id(), gateway.clock().millis());
    try (EventClient told = EventClient.of(gateway, "", delegate.token());
        EventClient asked = EventClient.of(gateway, "?types=Patient,DataOwner", delegate.token());
        EventClient other = EventClient.of(gateway, "?types=DataSample", delegate.token());
        EventClient nothing = EventClient.of(gateway, "", stranger.token())) {
      JsonObject user = gateway.userOf(owner.login());
      String gone = "/users/" + user.getString("id") + "?rev=" + user.getString("rev");
      assertThat(gateway.delete(gone, gateway.adminToken()).statusCode()).isEqualTo(204);
      gateway.user(owner.login(), owner.owner().id());
      String remade = gateway.logIn(owner.login());

      ok(201, gateway.post(path, remade, planted.json()));

      JsonObject event =
          new JsonObject()
              .put("type", "DataOwner")
              .put("id", owner.owner().id())
              .put("kind", "unvouched-card")
              .put("keyId", planted.keyId());
      assertThat(told.next()).isEqualTo(event);
      assertThat(asked.next()).isEqualTo(event);
      create(delegate);
      assertThat(other.next().getString("type")).isEqualTo("DataSample");
      assertThat(other.waiting() + nothing.waiting()).isZero();
      assertThat(ok(200, gateway.get(path, stranger.token())).getJsonArray("unvouched"))
          .containsExactly(planted.keyId());
    }
  }

  @Test
  void whoIsGivenAccessIsToldFromThenOnAndWhoLostItNoMore() throws Exception {
    try (EventClient told = EventClient.of(gateway, "", delegate.token())) {
      JsonObject stored = create();
      JsonObject grant =
          new JsonObject()
              .put("rev", stored.getString("rev"))
              .put(
                  "grant",
                  gateway
                      .writes()
                      .grant(
                          Entity.parse(stored),
                          author.owner(),
                          List.of(),
                          delegate.owner(),
                          Permission.READ)
                      .toJson());
      String path = "/entities/DataSample/" + stored.getString("id");
      JsonObject shared = ok(200, gateway.post(path + "/grants", author.token(), grant));
      assertThat(told.next()).isEqualTo(event(shared, "shared"));

      String exchange = author.owner().exchangeTo(delegate.owner());
      ok(
          200,
          gateway.delete(
              path + "/delegations/" + exchange + "?rev=" + shared.getString("rev"),
              author.token()));
      JsonObject next = create(delegate);
      assertThat(told.next()).isEqualTo(event(next, "created"));
    }
  }

  @Test
  void typesAndTagNarrowWhatIsTold() throws Exception {
    JsonArray tags = new JsonArray().add(new JsonObject().put("type", "IC|x").put("code", "b"));
    try (EventClient types =
            EventClient.of(gateway, "?types=Patient,HealthcareElement", author.token());
        EventClient tagged =
            EventClient.of(gateway, "?types=DataSample&tag=IC%5C%7Cx%7Cb", author.token())) {
      create();
      JsonObject patient = create(EntityType.PATIENT, tags);
      JsonObject sample = create(EntityType.DATA_SAMPLE, tags);
      JsonObject element = create(EntityType.HEALTHCARE_ELEMENT, new JsonArray());

      assertThat(types.next()).isEqualTo(event(patient, "created"));
      assertThat(types.next()).isEqualTo(event(element, "created"));
      assertThat(tagged.next()).isEqualTo(event(sample, "created"));
      assertThat(tagged.waiting()).isZero();
    }
  }

  private static String position(EventClient client) throws InterruptedException {
    JsonObject told = client.next();
    assertThat(told.fieldNames()).containsExactly("position");
    return told.getString("position");
  }

  /** What is told up to this entity, without positions. */
  private static List<JsonObject> toldUntil(EventClient client, JsonObject last)
      throws InterruptedException {
    List<JsonObject> told = new ArrayList<>();
    JsonObject next = client.next();
    while (!last.getString("id").equals(next.getString("id"))) {
      if (!next.containsKey("position")) {
        told.add(next);
      }
      next = client.next();
    }
    return told;
  }

  @Test
  void whoWasAwayIsToldWhatItMissedAndThenWhatHappens() throws Exception {
    String since;
    try (EventClient before = EventClient.of(gateway, "?since=now", delegate.token())) {
      since = position(before);
    }
    create();
    JsonObject shared = create(delegate);
    JsonObject gone = create(delegate);
    gateway.delete(
        "/entities/DataSample/" + gone.getString("id") + "?rev=" + gone.getString("rev"),
        author.token());

    try (EventClient after = EventClient.of(gateway, "?since=" + since, delegate.token());
        EventClient nothing = EventClient.of(gateway, "?since=" + since, stranger.token())) {
      JsonObject live = create(delegate);
      assertThat(toldUntil(after, live))
          .extracting(told -> told.getString("kind") + " " + told.getString("id"))
          .endsWith("created " + shared.getString("id"), "deleted " + gone.getString("id"));
      Entity own = gateway.writes().create(stranger.owner(), EntityType.DATA_SAMPLE);
      JsonObject strangers =
          ok(201, gateway.post("/entities/DataSample", stranger.token(), own.toJson()));
      assertThat(toldUntil(nothing, strangers))
          .noneMatch(told -> told.getString("id").equals(shared.getString("id")));
    }
  }

  @Test
  void whatIsNoPositionIsRefusedAndWhatIsNotKnownAnyMoreEndsTheSocket() throws Exception {
    invalid("since", await(handshake("?since=", author.token()).send()));
    invalid("since", await(handshake("?since=yesterday", author.token()).send()));
    for (String since :
        List.of(
            gateway.clock().millis() + "~999999", gateway.clock().millis() - 90_000_000 + "~0")) {
      try (EventClient refused = EventClient.of(gateway, "?since=" + since, author.token())) {
        assertThat(refused.closedWith()).isEqualTo(4410);
      }
    }
  }

  @Test
  void aBrowserSendsItsTokenAsSubprotocol() throws Exception {
    List<String> offered =
        List.of(EventSockets.SUBPROTOCOL, AccessToken.SUBPROTOCOL + author.token());
    try (EventClient told = await(EventClient.offering(gateway, offered))) {
      assertThat(told.socket().subProtocol()).isEqualTo(EventSockets.SUBPROTOCOL);
      JsonObject made = create();
      assertThat(told.next()).isEqualTo(event(made, "created"));
    }
  }

  @Test
  void t11_withoutOneGoodTokenNobodyIsLetIn() {
    String good = AccessToken.SUBPROTOCOL + author.token();
    for (List<String> offered :
        List.of(
            List.of(EventSockets.SUBPROTOCOL),
            List.of(EventSockets.SUBPROTOCOL, AccessToken.SUBPROTOCOL + "a.b.c"),
            List.of(good, good))) {
      assertThatThrownBy(() -> await(EventClient.offering(gateway, offered)))
          .isInstanceOfSatisfying(
              UpgradeRejectedException.class,
              refused -> {
                assertThat(refused.getStatus()).isEqualTo(401);
                assertThat(refused.getBody().toJsonObject().getString("code"))
                    .isEqualTo("unauthenticated");
              });
    }
    problem(
        401,
        "unauthenticated",
        await(handshake("", author.token()).putHeader("Sec-WebSocket-Protocol", good).send()));
    problem(401, "unauthenticated", gateway.get("/events", null));
    invalid("token", gateway.get("/events?token=" + author.token(), author.token()));
  }

  @Test
  void whatIsNoHandshakeIsRefused() {
    for (HttpResponse<Buffer> answer :
        List.of(
            gateway.get("/events", author.token()),
            await(handshake("", author.token()).putHeader("Upgrade", "h2c").send()),
            await(handshake("", author.token()).putHeader("Sec-WebSocket-Version", "8").send()),
            await(handshake("", author.token()).putHeader("Sec-WebSocket-Key", "short").send()))) {
      invalid("", answer);
      assertThat(answer.getHeader("Sec-WebSocket-Version")).isEqualTo("13");
    }
    invalid("types", await(handshake("?types=Patient,", author.token()).send()));
    invalid("types", await(handshake("?types=patient", author.token()).send()));
    invalid("tag", await(handshake("?tag=nothing", author.token()).send()));
    invalid("from", await(handshake("?from=1", author.token()).send()));
  }

  private static HttpRequest<Buffer> handshake(String query, String token) {
    return gateway
        .request(HttpMethod.GET, API + "/events" + query, token)
        .putHeader("Connection", "Upgrade")
        .putHeader("Upgrade", "websocket")
        .putHeader("Sec-WebSocket-Version", "13")
        .putHeader("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  }
}
