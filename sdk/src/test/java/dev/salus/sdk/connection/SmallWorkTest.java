package dev.salus.sdk.connection;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where work is done: at once, or on a worker. */
final class SmallWorkTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private boolean isReadAtOnce(JsonObject sent) {
    Thread here = Thread.currentThread();
    return await(SmallWork.reading(vertx, sent, () -> Thread.currentThread() == here));
  }

  @Test
  void aUsualRecordIsReadAtOnceAndALargeOneByAWorker() {
    assertThat(isReadAtOnce(new JsonObject().put("content", "a".repeat(2_000)))).isTrue();

    assertThat(isReadAtOnce(new JsonObject().put("content", "a".repeat(20_000)))).isFalse();
  }

  @Test
  void manyValuesAreReadByAWorkerHoweverTheyAreNested() {
    JsonArray many = new JsonArray(Collections.nCopies(300, 1));
    assertThat(isReadAtOnce(new JsonObject().put("grants", many))).isFalse();

    JsonObject asParsed = new JsonObject(new JsonObject().put("grants", many).encode());
    assertThat(isReadAtOnce(asParsed)).isFalse();

    Map<String, Object> nested = Map.of();
    for (int i = 0; i < 300; i++) {
      nested = Map.of("a", nested);
    }
    assertThat(isReadAtOnce(new JsonObject(nested))).isFalse();
  }
}
