package dev.salus.core;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Addresses;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SalusHostTest {

  private static final SalusSettings CHEAP =
      SalusSettings.defaults().withPasswords(RunningSalus.CHEAP);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void allVerticlesAnswerAndNothingIsLeftWhenItIsClosed() {
    DocumentStore store =
        await(
            DocumentStores.provider("memory")
                .open(vertx, new JsonObject(), SalusHost.collections()));
    SalusHost host = await(SalusHost.start(vertx, store, CHEAP.withInstances(3)));
    IdentityService identity = Services.identity(vertx);

    await(host.ready());
    assertThat(vertx.deploymentIDs()).hasSize(5);
    assertThat(await(identity.dataOwnerExists(UUID.randomUUID().toString()))).isFalse();

    await(host.close());
    await(host.close());
    assertThat(vertx.deploymentIDs()).isEmpty();
    failure(Unavailable.class, identity.dataOwnerExists(UUID.randomUUID().toString()));
    assertThatThrownBy(() -> await(host.ready())).isInstanceOf(StoreUnavailable.class);
  }

  @Test
  void aStoreIsChosenByNameAndNeverSilently() {
    SalusHost host = await(SalusHost.start(vertx, "memory", new JsonObject(), CHEAP));
    await(host.close());

    assertThatThrownBy(() -> await(SalusHost.start(vertx, "mongo", new JsonObject(), CHEAP)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mongo")
        .hasMessageContaining("memory");
    JsonObject unknownOption = new JsonObject().put("file", "x");
    assertThatThrownBy(() -> await(SalusHost.start(vertx, "memory", unknownOption, CHEAP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file");
    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void noTwoVerticlesShareACollection() {
    List<String> names = SalusHost.collections().stream().map(CollectionSpec::name).toList();

    assertThat(names).doesNotHaveDuplicates().contains("users", "key-cards", "exchanges");
  }

  @Test
  void verticlesTalkOverTheBusEvenInOneProcess() {
    try (RunningSalus salus = RunningSalus.start()) {
      String owner = salus.dataOwner("hcp");
      await(
          salus
              .identity()
              .createUser(RunningSalus.ADMIN, salus.credentials("jon").put("dataOwner", owner)));
      Map<String, Integer> messages = new ConcurrentHashMap<>();
      salus
          .vertx()
          .eventBus()
          .addOutboundInterceptor(
              delivery -> {
                messages.merge(delivery.message().address(), 1, Integer::sum);
                delivery.next();
              });

      salus.logIn("jon");
      await(salus.crypto().cards(RunningSalus.ADMIN, owner));

      assertThat(messages)
          .containsEntry(Addresses.IDENTITY, 2)
          .containsEntry(Addresses.SHARING, 1)
          .containsEntry(Addresses.CRYPTO, 1);
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> CHEAP.withInstances(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CHEAP.withRefreshTokenLife(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
