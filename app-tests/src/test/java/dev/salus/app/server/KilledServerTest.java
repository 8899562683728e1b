package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.Salus;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
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

/** The server process is killed in the middle of a load of writes. */
class KilledServerTest {

  private static final int WRITERS = 16;
  private static final int ACKNOWLEDGED_FIRST = 100;
  private static final int MOST_WRITES = 5_000;

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final Practice practice = new Practice(vertx);
  private final String prefix = "salus-" + UUID.randomUUID() + "-";
  private final Map<String, DataSample> acknowledged = new ConcurrentHashMap<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(180, TimeUnit.SECONDS);
  }

  @Test
  void t15_aKilledServerLosesNothingThatItAcknowledgedToCouchDb() throws Exception {
    losesNothing(Practice.onCouchDb(prefix));
  }

  @Test
  void s65_aKilledServerLosesNothingThatItAcknowledgedInItsDirectory() throws Exception {
    losesNothing(List.of("--data", directory.resolve("data").toString()));
  }

  private void losesNothing(List<String> store) throws Exception {
    String patientId;
    try (ServerProcess server = start(store)) {
      Salus salus = practice.join(server);
      patientId = await(salus.patientApi().createOrModifyPatient(john())).requireId();
      killUnderLoad(server, salus, patientId);
    }

    try (ServerProcess again = start(store)) {
      Salus salus = practice.connect(again);
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
    assertThat(enough.await(180, TimeUnit.SECONDS)).as("writes under way").isTrue();
    server.process().destroyForcibly();
    assertThat(server.process().waitFor(180, TimeUnit.SECONDS)).isTrue();
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

  private ServerProcess start(List<String> store) throws Exception {
    List<String> options = new ArrayList<>(store);
    options.addAll(List.of("--signing-key", directory.resolve("key.pem").toString()));
    return Practice.start(options.toArray(String[]::new));
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
    return future.toCompletionStage().toCompletableFuture().get(180, TimeUnit.SECONDS);
  }
}
