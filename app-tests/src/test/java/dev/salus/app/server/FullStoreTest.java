package dev.salus.app.server;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Unavailable;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.DataSampleApi;
import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose store has no room for more. */
class FullStoreTest {

  private static final String LONG_NAME = "name".repeat(60);
  private static final String LONG_TEXT = "0123456789abcdef".repeat(8_192);
  private static final int MOST = 5_000;

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void t15_itAnswers503UntilThereIsRoomAndLosesNothing() throws Exception {
    try (ServerProcess server =
        Practice.start(
            "--data", directory.toString(), "--store-option", "maxDatabaseBytes=2000000")) {
      Salus salus = new Practice(vertx).join(server);
      List<DataSample> stored = fill(salus);
      String token = server.session("admin", Practice.PASSWORD).getString("accessToken");
      HttpResponse<String> answer = createOwner(server, token);
      for (int i = 0; i < MOST && answer.statusCode() == 201; i++) {
        answer = createOwner(server, token);
      }

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("1");
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      DataSampleApi samples = salus.dataSampleApi();
      for (DataSample sample : stored) {
        assertThat(await(samples.getDataSample(sample.requireId()))).isEqualTo(sample);
      }

      await(samples.deleteDataSample(stored.get(0).requireId()));
      assertThat(createOwner(server, token).statusCode()).isEqualTo(201);
      server.terminate();
    }
  }

  /** Large samples, as many as fit. */
  private static List<DataSample> fill(Salus salus) {
    Patient john =
        await(
            salus.patientApi().createOrModifyPatient(Patient.builder().firstName("John").build()));
    List<DataSample> stored = new ArrayList<>();
    try {
      while (stored.size() < MOST) {
        stored.add(
            await(salus.dataSampleApi().createOrModifyDataSampleFor(john.requireId(), sample())));
      }
    } catch (Unavailable full) {
      assertThat(stored).isNotEmpty();
    }
    return stored;
  }

  private static DataSample sample() {
    return DataSample.builder()
        .content(Map.of("en", Content.builder().stringValue(LONG_TEXT).build()))
        .build();
  }

  private static HttpResponse<String> createOwner(ServerProcess server, String token)
      throws Exception {
    JsonObject owner = new JsonObject().put("type", "hcp").put("name", LONG_NAME);
    return server.send(
        HttpRequest.newBuilder(server.address().resolve("/api/v1/data-owners"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(owner.encode())));
  }
}
