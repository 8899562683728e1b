package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.storage.couchdb.testing.CouchDbServer;
import dev.salus.storage.couchdb.testing.SharedCouchDb;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server process is killed in the middle of a load of writes; CouchDB goes on. */
class KilledServerTest {

  private static final String PASSWORD = "correct horse battery staple";
  private static final int WRITERS = 16;
  private static final int ACKNOWLEDGED_FIRST = 100;
  private static final int MOST_WRITES = 5_000;

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final String prefix = "salus-" + UUID.randomUUID() + "-";
  private final Map<String, DataSample> acknowledged = new ConcurrentHashMap<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void t15_aKilledServerLosesNothingThatItAcknowledged() throws Exception {
    KeyRing keys;
    String patientId;
    try (ServerProcess server = start()) {
      String owner = hcp(server);
      keys = KeyRing.generate(owner, Clock.systemUTC(), new SecureRandom());
      Salus salus = connect(server, keys);
      patientId = await(salus.patientApi().createOrModifyPatient(john())).requireId();
      killUnderLoad(server, salus, patientId);
    }

    try (ServerProcess again = start()) {
      Salus salus = connect(again, keys);
      for (DataSample written : acknowledged.values()) {
        assertThat(await(salus.dataSampleApi().getDataSample(written.requireId())))
            .isEqualTo(written);
      }
      List<DataSample> whole = await(salus.dataSampleApi().getDataSamplesForPatient(patientId));
      assertThat(whole)
          .hasSizeGreaterThanOrEqualTo(acknowledged.size())
          .containsAll(acknowledged.values());
      await(salus.close());
      again.terminate();
    }
  }

  private void killUnderLoad(ServerProcess server, Salus salus, String patientId) throws Exception {
    CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_FIRST);
    List<Future<Void>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Promise<Void> ended = Promise.promise();
      write(salus, patientId, MOST_WRITES / WRITERS, enough, ended);
      writers.add(ended.future());
    }
    assertThat(enough.await(60, TimeUnit.SECONDS)).as("writes under way").isTrue();
    server.process().destroyForcibly();
    assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
    await(Future.join(writers).otherwiseEmpty());
    assertThat(writers).as("each was writing when the server died").allMatch(Future::failed);
  }

  /** Writes one sample after the other until a write fails. */
  private void write(
      Salus salus, String patientId, int left, CountDownLatch enough, Promise<Void> ended) {
    if (left == 0) {
      ended.complete();
      return;
    }
    salus
        .dataSampleApi()
        .createOrModifyDataSampleFor(patientId, sample())
        .onFailure(ended::fail)
        .onSuccess(
            stored -> {
              acknowledged.put(stored.requireId(), stored);
              enough.countDown();
              write(salus, patientId, left - 1, enough, ended);
            });
  }

  private ServerProcess start() throws Exception {
    CouchDbServer couchDb = SharedCouchDb.get();
    couchDb.removeAtTheEnd(prefix);
    List<String> options =
        new ArrayList<>(
            List.of(
                "--store",
                "couchdb",
                "--couchdb-url",
                couchDb.url(),
                "--couchdb-create",
                "--store-option",
                "prefix=" + prefix,
                "--signing-key",
                directory.resolve("key.pem").toString()));
    if (!couchDb.user().isEmpty()) {
      options.addAll(List.of("--couchdb-user", couchDb.user()));
    }
    Map<String, String> environment =
        Map.of(ServeCommand.ADMIN_PASSWORD, PASSWORD, "SALUS_COUCHDB_PASSWORD", couchDb.password());
    return ServerProcess.start(environment, options.toArray(String[]::new));
  }

  private String hcp(ServerProcess server) throws Exception {
    Salus admin =
        await(
            Salus.connect(
                vertx,
                SalusOptions.of(new HttpTransport(vertx, server.address(), "admin", PASSWORD))));
    DataOwner owner = await(admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, "hcp1"));
    await(admin.userApi().createUser("hcp1", PASSWORD, List.of(), owner.id()));
    await(admin.close());
    return owner.id();
  }

  private Salus connect(ServerProcess server, KeyRing keys) throws Exception {
    HttpTransport transport = new HttpTransport(vertx, server.address(), "hcp1", PASSWORD);
    return await(Salus.connect(vertx, SalusOptions.of(transport).withKeyRing(keys)));
  }

  private static Patient john() {
    return Patient.builder().firstName("John").lastName("Snow").build();
  }

  private static DataSample sample() {
    return DataSample.builder()
        .content(Map.of("en", Content.builder().stringValue("Hello world").build()))
        .build();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
