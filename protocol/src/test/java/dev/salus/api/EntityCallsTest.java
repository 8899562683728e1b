package dev.salus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What asks for an entity's text, and the text, as messages. */
class EntityCallsTest {

  private static <T> void isHandedOverAsItIs(MessageCodec<T, T> codec, T message) {
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, message);

    assertThat(codec.transform(message)).isSameAs(message);
    assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(message);
  }

  @Test
  void messagesAreNotCopiedWithinAProcessAndAreJsonBetweenTwo() {
    isHandedOverAsItIs(
        EntityCalls.READ,
        new EntityCalls.Read(new Caller("u", "o", Set.of("admin"), "s", 2), "Patient", "id"));
    isHandedOverAsItIs(
        EntityCalls.READ,
        new EntityCalls.Read(new Caller("u", null, Set.of(), null), "Patient", "id"));
    isHandedOverAsItIs(
        EntityCalls.TEXT, new EntityText("1-a", Buffer.buffer("{\"a\":\"\u00fc\"}")));
  }

  @Test
  void aMessageShowsWhatItSays() {
    assertThat(new EntityText("1-a", Buffer.buffer("{\"a\":1}"))).hasToString("{\"a\":1}");
    assertThat(new EntityCalls.Read(Caller.ofDataOwner("u", "o"), "Patient", "id").toString())
        .contains("Patient", "id", "u", "o");
  }

  /** Answers with its name, on an event loop of its own. */
  private static final class Named extends VerticleBase {
    private final String name;

    private Named(String name) {
      this.name = name;
    }

    @Override
    public Future<?> start() {
      EntityText answer = new EntityText(name, Buffer.buffer("{}"));
      Class<?>[] contract = {EntityService.class};
      Object service =
          Proxy.newProxyInstance(
              EntityService.class.getClassLoader(),
              contract,
              (proxy, method, arguments) -> Future.succeededFuture(answer));
      return Services.bind(
              vertx, EntityService.class, Addresses.ENTITIES, EntityService.class.cast(service))
          .completion();
    }

    private String asksHere() {
      Promise<EntityText> answer = Promise.promise();
      EntityService service = Services.entities(vertx);
      context.runOnContext(
          run -> service.getText(Caller.ofDataOwner("u", "o"), "Patient", "id").onComplete(answer));
      return answer.future().await().rev();
    }
  }

  @Test
  void whoIsOnTheSameThreadIsAskedAndOthersWhenItIsGone() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    Named one = new Named("one");
    Named other = new Named("other");
    String first = vertx.deployVerticle(one).await();
    vertx.deployVerticle(other).await();

    for (int i = 0; i < 4; i++) {
      assertThat(one.asksHere()).isEqualTo("one");
      assertThat(other.asksHere()).isEqualTo("other");
    }
    vertx.undeploy(first).await();
    assertThat(one.asksHere()).isEqualTo("other");
    vertx.close().await();
  }
}
