package dev.salus.app.scenarios.large;

import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.entity.result.SharedEntity;
import dev.salus.sdk.entity.result.SharedEntity.Outcome;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that shares all data of a patient twice and prints what became of it, one line for each
 * time. What it is to do comes in as JSON, so that no key stands in a command line.
 */
final class SmallHeapClient {

  private static final long MINUTES = 5;
  private static final String PREFIX = "report ";

  private SmallHeapClient() {}

  /** What one time has brought. */
  record Report(long shared, long hadAccess, long failed, long milliseconds, long maxHeapBytes) {

    /** What a line of the process's output reports; empty for a line of its log. */
    static Optional<Report> read(String line) {
      return line.startsWith(PREFIX)
          ? Optional.of(read(new JsonObject(line.substring(PREFIX.length()))))
          : Optional.empty();
    }

    private static Report read(JsonObject json) {
      return new Report(
          json.getLong("shared"),
          json.getLong("hadAccess"),
          json.getLong("failed"),
          json.getLong("milliseconds"),
          json.getLong("maxHeapBytes"));
    }
  }

  public static void main(String[] none) throws Exception {
    JsonObject task = new JsonObject(new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
    Vertx vertx = Vertx.vertx();
    HttpTransport transport =
        new HttpTransport(
            vertx,
            URI.create(task.getString("address")),
            task.getString("login"),
            task.getString("password"));
    KeyRing keys = KeyRing.importJson(task.getJsonObject("keys"));
    Salus salus = await(Salus.connect(vertx, SalusOptions.of(transport).withKeyRing(keys)));
    System.out.println(PREFIX + shareAll(salus, task.getString("patient")).encode());
    System.out.println(PREFIX + shareAll(salus, task.getString("patient")).encode());
    await(salus.close());
    await(vertx.close());
  }

  private static JsonObject shareAll(Salus salus, String patient) throws Exception {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    long began = System.nanoTime();
    await(salus.patientApi().giveAccessToAllDataOf(patient, one -> count(counts, one)));
    return new JsonObject()
        .put("shared", counts.getOrDefault(Outcome.SHARED, 0L))
        .put("hadAccess", counts.getOrDefault(Outcome.HAD_ACCESS, 0L))
        .put("failed", counts.getOrDefault(Outcome.FAILED, 0L))
        .put("milliseconds", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
        .put("maxHeapBytes", Runtime.getRuntime().maxMemory());
  }

  private static void count(Map<Outcome, Long> counts, SharedEntity one) {
    if (one.error() != null) {
      System.err.println(one.error());
    }
    counts.merge(one.outcome(), 1L, Long::sum);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(MINUTES, TimeUnit.MINUTES);
  }
}
