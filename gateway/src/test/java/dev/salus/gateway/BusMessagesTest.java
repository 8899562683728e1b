package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a request costs on the event bus, address by address. */
class BusMessagesTest {

  private static final String SAMPLES = "/entities/DataSample";

  /** What crosses the bus for a read, and for a write that no signature comes with. */
  private static final Map<String, Integer> ENTITIES_ALONE = Map.of(Addresses.ENTITIES, 1);

  /** One message with the write, one with all signatures and exchanges to be confirmed. */
  private static final Map<String, Integer> WRITE =
      Map.of(Addresses.ENTITIES, 1, Addresses.CRYPTO, 1);

  private static final Map<String, Integer> SENT = new ConcurrentHashMap<>();
  private static RunningGateway gateway;
  private static Somebody author;
  private static Somebody delegate;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    delegate = gateway.somebody("hcp");
    gateway.exchange(author, delegate);
    Handler<DeliveryContext<Object>> count =
        delivery -> {
          if (delivery.message().isSend()) {
            SENT.merge(address(delivery.message().address()), 1, Integer::sum);
          }
          delivery.next();
        };
    gateway.vertx().eventBus().addOutboundInterceptor(count);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Of a service, on whatever thread it is asked. */
  private static String address(String near) {
    return near.replaceFirst("@.*", "");
  }

  /** What the request sends to verticles; replies go to addresses of their own. */
  private static Map<String, Integer> sentBy(Runnable request) {
    SENT.clear();
    request.run();
    Map<String, Integer> sent = new TreeMap<>(SENT);
    sent.keySet().removeIf(address -> !address.startsWith("salus."));
    return sent;
  }

  private static JsonObject create() {
    return ok(
        201,
        gateway.post(
            SAMPLES,
            author.token(),
            gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE).toJson()));
  }

  @Test
  void aReadIsOneMessageAndAWarmTokenNone() {
    String path = SAMPLES + "/" + create().getString("id");
    assertThat(sentBy(() -> ok(200, gateway.get(path, author.token())))).isEqualTo(ENTITIES_ALONE);
    String cold = gateway.logIn(author.login());
    assertThat(sentBy(() -> ok(200, gateway.get(path, cold))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1, Addresses.IDENTITY, 1));
    assertThat(sentBy(() -> ok(200, gateway.get(path, cold)))).isEqualTo(ENTITIES_ALONE);
  }

  @Test
  void listsAndManyAtOnceAreOneMessage() {
    JsonObject ids = new JsonObject().put("ids", JsonArray.of(create().getString("id")));
    assertThat(sentBy(() -> ok(200, gateway.get(SAMPLES, author.token()))))
        .isEqualTo(ENTITIES_ALONE);
    assertThat(sentBy(() -> ok(200, gateway.post(SAMPLES + "/get", author.token(), ids))))
        .isEqualTo(ENTITIES_ALONE);
  }

  @Test
  void aWriteIsOneMessageToEntitiesAndOneForItsSignatures() {
    assertThat(sentBy(BusMessagesTest::create)).isEqualTo(WRITE);
    Entity stored = Entity.parse(create());
    JsonObject next = gateway.writes().modify(stored, author.owner(), own()).toJson();
    assertThat(sentBy(() -> ok(200, gateway.put(path(stored), author.token(), next))))
        .isEqualTo(WRITE);
    JsonObject bulk =
        new JsonObject()
            .put(
                "entities",
                JsonArray.of(
                    gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE).toJson(),
                    gateway.writes().create(author.owner(), EntityType.DATA_SAMPLE).toJson()));
    assertThat(sentBy(() -> ok(200, gateway.post(SAMPLES + "/bulk", author.token(), bulk))))
        .isEqualTo(WRITE);
  }

  @Test
  void aNewPatientIsAlsoComparedWithTheDataOwners() {
    JsonObject patient = gateway.writes().create(author.owner(), EntityType.PATIENT).toJson();
    assertThat(sentBy(() -> ok(201, gateway.post("/entities/Patient", author.token(), patient))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1, Addresses.IDENTITY, 1, Addresses.CRYPTO, 1));
  }

  @Test
  void whatIsDecidedOnAccessIsDecidedWhereItIsStored() {
    Entity stored = Entity.parse(create());
    JsonObject grant =
        new JsonObject()
            .put("rev", stored.rev())
            .put(
                "grant",
                gateway
                    .writes()
                    .grant(stored, author.owner(), List.of(), delegate.owner(), Permission.READ)
                    .toJson());
    assertThat(sentBy(() -> ok(200, gateway.post(path(stored) + "/grants", author.token(), grant))))
        .as("a share")
        .isEqualTo(WRITE);

    Entity shared = read(stored);
    JsonObject rekey =
        new JsonObject()
            .put("rev", shared.rev())
            .put(
                "entity",
                gateway
                    .writes()
                    .rekey(shared, author.owner(), own(), List.of(delegate.owner()))
                    .toJson());
    assertThat(sentBy(() -> ok(200, gateway.post(path(stored) + "/rekey", author.token(), rekey))))
        .as("a re-key")
        .isEqualTo(WRITE);

    Entity other = Entity.parse(create());
    JsonObject given =
        ok(
            200,
            gateway.post(
                path(other) + "/grants",
                author.token(),
                new JsonObject()
                    .put("rev", other.rev())
                    .put(
                        "grant",
                        gateway
                            .writes()
                            .grant(
                                other, author.owner(), List.of(), delegate.owner(), Permission.READ)
                            .toJson())));
    String delegation =
        path(other)
            + "/delegations/"
            + author.owner().exchangeTo(delegate.owner())
            + "?rev="
            + given.getString("rev");
    assertThat(sentBy(() -> ok(200, gateway.delete(delegation, author.token()))))
        .as("a removal")
        .isEqualTo(ENTITIES_ALONE);
    Entity left = read(other);
    assertThat(
            sentBy(
                () ->
                    assertThat(
                            gateway
                                .delete(path(other) + "?rev=" + left.rev(), author.token())
                                .statusCode())
                        .isEqualTo(204)))
        .as("a deletion")
        .isEqualTo(ENTITIES_ALONE);
  }

  @Test
  void whatIsBetweenDataOwnersIsOneMessageAndWhatItHasToAskCrypto() {
    Somebody other = gateway.somebody("patient");
    assertThat(sentBy(() -> gateway.exchange(author, other)))
        .as("a new exchange record: its parties' cards are where it is kept")
        .isEqualTo(Map.of(Addresses.CRYPTO, 1));
    assertThat(sentBy(() -> ok(200, gateway.get("/exchanges", author.token()))))
        .isEqualTo(Map.of(Addresses.CRYPTO, 1));
    JsonObject all = new JsonObject().put("newKeyId", author.owner().keyId());
    assertThat(sentBy(() -> ok(201, gateway.post("/access-back", author.token(), all))))
        .as("asking for access back: the own cards, and whom there are records with")
        .isEqualTo(Map.of(Addresses.SHARING, 1, Addresses.CRYPTO, 2));
  }

  private static String own() {
    return author.owner().exchangeTo(author.owner());
  }

  private static String path(Entity entity) {
    return SAMPLES + "/" + entity.header().id();
  }

  private static Entity read(Entity entity) {
    return Entity.parse(ok(200, gateway.get(path(entity), author.token())));
  }

  @Test
  void whatIsRefusedAtTheDoorSendsNothing() {
    String path = SAMPLES + "/" + UUID.randomUUID();
    assertThat(
            sentBy(
                () -> {
                  problem(401, "unauthenticated", gateway.get(path, null));
                  problem(401, "unauthenticated", gateway.get(path, "a.b.c"));
                  problem(400, "invalid", gateway.get(path + "?x=1", author.token()));
                  problem(400, "invalid", gateway.get(SAMPLES + "/1", author.token()));
                  problem(404, "not-found", gateway.get("/nothing", author.token()));
                }))
        .isEmpty();
  }
}
