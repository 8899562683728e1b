package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.gateway.RunningGateway.Somebody;
import dev.salus.protocol.EntityType;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

  private static final Map<String, Integer> SENT = new ConcurrentHashMap<>();
  private static RunningGateway gateway;
  private static Somebody author;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
    author = gateway.somebody("hcp");
    Handler<DeliveryContext<Object>> count =
        delivery -> {
          if (delivery.message().isSend()) {
            SENT.merge(delivery.message().address(), 1, Integer::sum);
          }
          delivery.next();
        };
    gateway.vertx().eventBus().addOutboundInterceptor(count);
  }

  @AfterAll
  static void stop() {
    gateway.close();
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
    assertThat(sentBy(() -> ok(200, gateway.get(path, author.token()))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1));
    String cold = gateway.logIn(author.login());
    assertThat(sentBy(() -> ok(200, gateway.get(path, cold))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1, Addresses.IDENTITY, 1));
    assertThat(sentBy(() -> ok(200, gateway.get(path, cold))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1));
  }

  @Test
  void listsAndManyAtOnceAreOneMessage() {
    JsonObject ids = new JsonObject().put("ids", JsonArray.of(create().getString("id")));
    assertThat(sentBy(() -> ok(200, gateway.get(SAMPLES, author.token()))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1));
    assertThat(sentBy(() -> ok(200, gateway.post(SAMPLES + "/get", author.token(), ids))))
        .isEqualTo(Map.of(Addresses.ENTITIES, 1));
  }

  @Test
  void aWriteIsOneMessageToEntitiesAndOneForItsSignatures() {
    Map<String, Integer> sent = sentBy(BusMessagesTest::create);
    assertThat(sent).containsEntry(Addresses.ENTITIES, 1).containsEntry(Addresses.CRYPTO, 1);
    assertThat(sent).doesNotContainKey(Addresses.IDENTITY);
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
