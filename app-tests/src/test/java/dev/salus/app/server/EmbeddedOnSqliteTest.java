package dev.salus.app.server;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.core.NewAccount;
import dev.salus.core.SalusHost;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.BusTransport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application has the verticles in its own process, on a directory of its own. */
class EmbeddedOnSqliteTest {

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void s62_withoutGatewayAndHttpItKeepsWhatTheSdkWrites() {
    SalusHost host = start();
    Caller caller =
        await(
            host.accounts().create(NewAccount.hcp("hcp1", "correct horse battery staple", "Anna")));
    KeyRing keys = KeyRing.generate(caller.dataOwner(), Clock.systemUTC(), new SecureRandom());
    Salus salus = connect(caller, keys);
    Patient written =
        await(
            salus.patientApi().createOrModifyPatient(Patient.builder().firstName("John").build()));
    await(salus.close());
    await(host.close());

    SalusHost again = start();
    Salus later = connect(await(again.accounts().caller("hcp1")), keys);
    assertThat(await(later.patientApi().getPatient(written.requireId()))).isEqualTo(written);
    await(later.close());
    await(again.close());
  }

  private SalusHost start() {
    JsonObject options = new JsonObject().put("directory", directory.toString());
    return await(SalusHost.builder(vertx).store("sqlite", options).start());
  }

  private Salus connect(Caller caller, KeyRing keys) {
    BusTransport transport = new BusTransport(vertx, caller);
    return await(Salus.connect(vertx, SalusOptions.of(transport).withKeyRing(keys)));
  }
}
