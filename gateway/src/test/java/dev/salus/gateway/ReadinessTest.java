package dev.salus.gateway;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.SharingService;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.MovableClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /health/ready}: the verticles, and behind them the store, answer. */
class ReadinessTest {

  private final MovableClock clock = new MovableClock();
  private final AtomicInteger asked = new AtomicInteger();
  private final Fakes<EntityService> entities = new Fakes<>(EntityService.class);
  private Vertx vertx;
  private Readiness readiness;

  @BeforeEach
  void bindAllButSharing() {
    vertx = Vertx.vertx();
    readiness = new Readiness(vertx, clock, new SecureRandom());
    Fakes<IdentityService> identity =
        new Fakes<>(IdentityService.class)
            .on(
                "dataOwnerExists",
                arguments -> {
                  asked.incrementAndGet();
                  return Future.succeededFuture(false);
                });
    bind(IdentityService.class, Addresses.IDENTITY, identity);
    bind(CryptoService.class, Addresses.CRYPTO, new Fakes<>(CryptoService.class));
    bind(EntityService.class, Addresses.ENTITIES, entities);
  }

  private <T> void bind(Class<T> contract, String address, Fakes<T> fakes) {
    await(Services.bind(vertx, contract, address, fakes.service()).completion());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void namesWhatDoesNotAnswer() {
    assertThat(failure(Unavailable.class, readiness.check()).detail())
        .isEqualTo("not ready: sharing");
    bind(SharingService.class, Addresses.SHARING, new Fakes<>(SharingService.class));
    entities.on("getMany", arguments -> Future.failedFuture(new Unavailable("store", 1)));
    clock.advance(Duration.ofSeconds(1));
    assertThat(failure(Unavailable.class, readiness.check()).detail())
        .isEqualTo("not ready: entities");
    entities.on("getMany", arguments -> Future.failedFuture(new IllegalStateException("a bug")));
    clock.advance(Duration.ofSeconds(1));
    assertThat(failure(Unavailable.class, readiness.check()).detail())
        .isEqualTo("not ready: entities");
  }

  @Test
  void aRefusalIsAnAnswer() {
    bind(SharingService.class, Addresses.SHARING, new Fakes<>(SharingService.class));
    assertThat(await(readiness.check()).getString("status")).isEqualTo("ready");
  }

  @Test
  void howeverOftenItIsAskedItAsksOnceASecond() {
    bind(SharingService.class, Addresses.SHARING, new Fakes<>(SharingService.class));
    for (int i = 0; i < 100; i++) {
      await(readiness.check());
    }
    assertThat(asked).hasValue(1);
    clock.advance(Duration.ofSeconds(1));
    await(readiness.check());
    assertThat(asked).hasValue(2);
  }
}
