package dev.salus.storage.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.couchdb.form.Row;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be told of a write by what is stored. Its token is "ours". */
class OutcomeTest {

  @ParameterizedTest
  @CsvSource({
    // expected, generation and kind of what is stored, its token, outcome
    ", 1, live, ours, STORED",
    ", 3, live, ours, STORED",
    ", 0, none, , UNKNOWN",
    ", 2, deleted, , UNKNOWN",
    ", 1, live, other, LOST",
    ", 2, live, other, UNKNOWN",
    "3, 4, live, ours, STORED",
    "3, 4, deleted, ours, STORED",
    "3, 4, live, other, LOST",
    "3, 4, deleted, other, LOST",
    "3, 3, same, other, NOT_YET",
    "3, 3, live, other, LOST",
    "3, 2, live, other, LOST",
    "3, 5, live, other, UNKNOWN",
    "3, 5, deleted, , UNKNOWN",
    "3, 0, none, , LOST"
  })
  void outcome(Integer expected, int generation, String kind, String token, Outcome outcome) {
    String rev = expected == null ? null : expected + "-" + "e".repeat(32);
    PendingWrite write = PendingWrite.put("a", rev, "ours", Buffer.buffer("{}"));
    String hash = kind.equals("same") ? "e" : "f";
    String stored = generation == 0 ? null : generation + "-" + hash.repeat(32);
    boolean isThere = kind.equals("live") || kind.equals("same");

    Row now = new Row(stored, isThere ? new JsonObject().put("w", token) : null);

    assertThat(Outcome.of(write, now, token)).isEqualTo(outcome);
  }
}
