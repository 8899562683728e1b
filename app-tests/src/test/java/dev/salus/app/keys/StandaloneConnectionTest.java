package dev.salus.app.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.salus.api.Unauthenticated;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.StandaloneSalus;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application without a Vert.x of its own. */
final class StandaloneConnectionTest {

  private static final FirstUse MAKE_KEYS =
      situation -> Future.succeededFuture(new FirstUse.Choice.MakeKeys());

  @TempDir private Path directory;
  private final List<Vertx> opened = new ArrayList<>();

  @Test
  void itsKeysAreFreeAndItsVertxEndsWithIt() throws TimeoutException {
    try (KeysServer server = new KeysServer()) {
      Machine person = server.person(directory);
      Patient written;
      StandaloneSalus first = Salus.open(options(server, person, person.password()));
      written =
          first
              .salus()
              .patientApi()
              .createOrModifyPatient(Patient.builder().firstName("John").build())
              .await();
      first.close();
      first.close();

      try (StandaloneSalus again = Salus.open(options(server, person, person.password()))) {
        assertThat(again.salus().patientApi().getPatient(written.requireId()).await())
            .isEqualTo(written);
      }
      assertThat(opened).hasSize(2).allMatch(StandaloneConnectionTest::hasEnded);
    }
  }

  @Test
  void whatDoesNotConnectLeavesNothing() throws TimeoutException {
    try (KeysServer server = new KeysServer()) {
      Machine person = server.person(directory);

      assertThatThrownBy(() -> Salus.open(options(server, person, "another password")))
          .isInstanceOf(Unauthenticated.class);
      assertThatThrownBy(
              () ->
                  Salus.open(
                      vertx -> {
                        opened.add(vertx);
                        throw new IllegalArgumentException("no options");
                      }))
          .hasMessage("no options");

      assertThat(opened).hasSize(2).allMatch(StandaloneConnectionTest::hasEnded);
    }
  }

  @Test
  void anEventLoopIsNotBlocked() {
    Vertx vertx = Vertx.vertx();
    Promise<Throwable> thrown = Promise.promise();
    vertx.runOnContext(
        now -> thrown.complete(catchThrowable(() -> Salus.open(own -> SalusOptions.of(null)))));

    assertThat(await(thrown.future()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("event loop");
    await(vertx.close());
  }

  private Function<Vertx, SalusOptions> options(
      KeysServer server, Machine person, String password) {
    return vertx -> {
      opened.add(vertx);
      FileKeyStore keys =
          FileKeyStore.in(
              vertx,
              directory.resolve("keys"),
              "correct horse".toCharArray(),
              new Argon2.Costs(8 * 1024, 1, 1),
              new SecureRandom());
      return SalusOptions.of(new HttpTransport(vertx, server.address(), person.login(), password))
          .withKeyStore(keys, MAKE_KEYS);
    };
  }

  private static boolean hasEnded(Vertx vertx) {
    return ((VertxInternal) vertx).nettyEventLoopGroup().isShuttingDown();
  }
}
