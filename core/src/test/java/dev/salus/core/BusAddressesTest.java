package dev.salus.core;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Where a server answers on the event bus. */
class BusAddressesTest {

  /** Of an instance on the thread that asks; see {@link Addresses#ENTITIES}. */
  private static final String NEAR = Addresses.ENTITIES + "@";

  /** Of answers, made by the event bus itself. */
  private static final String REPLIES = "__vertx.reply.";

  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  @Test
  void t08_nothingIsAnsweredButAtTheAddressesOfTheFourServices() {
    Vertx vertx =
        Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
            .withMetrics(options -> new Listening())
            .build();
    SalusSettings settings = SalusSettings.defaults().withPasswords(RunningSalus.CHEAP);
    SalusHost host = await(SalusHost.start(vertx, "memory", new JsonObject(), settings));

    registered.removeIf(address -> address.startsWith(NEAR) || address.startsWith(REPLIES));
    assertThat(registered)
        .containsExactlyInAnyOrder(
            Addresses.IDENTITY,
            Addresses.CRYPTO,
            Addresses.ENTITIES,
            Addresses.SHARING,
            Addresses.CARD_EVENTS,
            Addresses.EVENT_POSITION_ASKED);

    await(host.close());
    await(vertx.close());
  }

  private final class Listening implements VertxMetrics {

    @Override
    public EventBusMetrics<String> createEventBusMetrics() {
      return new EventBusMetrics<>() {
        @Override
        public String handlerRegistered(String address) {
          registered.add(address);
          return address;
        }
      };
    }
  }
}
