package dev.salus.storage.sqlite;

import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the thread that writes does when something goes wrong in it. */
class GroupWriterTest {

  @TempDir private Path directory;
  private SqliteCollection notes;
  private GroupWriter writer;
  private SqlConnection reading;
  private final Promise<Throwable> reported = Promise.promise();

  @BeforeEach
  void start() throws SQLException {
    Path file = directory.resolve("salus.db");
    SqlConnection connection = SqlConnection.open(file, 1_000);
    CollectionTable table = new CollectionTable(Opened.NOTES_SPEC);
    new SqliteSchema(connection, line -> {}).make(List.of(table));
    notes = SqliteCollection.open(connection, table);
    writer =
        new GroupWriter(
            "writer under test",
            connection,
            () -> {},
            new WriteAheadLog(file, 1 << 20, 1_000),
            new SqliteFailures(file, 1_000),
            (thread, failure) -> reported.tryComplete(failure));
    writer.start();
    reading = SqlConnection.open(file, 1_000);
  }

  @AfterEach
  void close() throws SQLException {
    reading.close();
    await(writer.close());
  }

  private PendingChange note(String id) {
    return new PendingChange(notes, id, null, notes.content(null, new JsonObject().put("n", 1)));
  }

  /** One whose index entries cannot be had when it is its turn. */
  private PendingChange broken(String id, Supplier<RuntimeException> failure) {
    List<Set<List<Object>>> keys =
        new AbstractList<>() {
          @Override
          public Set<List<Object>> get(int index) {
            throw failure.get();
          }

          @Override
          public int size() {
            return 2;
          }
        };
    JsonObject body = new JsonObject();
    return new PendingChange(
        notes, id, null, new PendingChange.Content(body.toBuffer().getBytes(), body, "hash", keys));
  }

  private boolean isStored(String id) throws SQLException {
    return notes.get(reading, id).isPresent();
  }

  @Test
  void aChangeThatFails_leavesNothingAndTakesNoOtherWithIt() throws SQLException {
    PendingChange before = note("before");
    PendingChange bad = broken("bad", () -> new IllegalStateException("on purpose"));
    PendingChange conflict = new PendingChange(notes, "conflict", "1-x", null);
    PendingChange after = note("after");

    writer.add(List.of(before, bad, conflict, after));

    assertThat(await(before.ended())).startsWith("1-");
    assertThat(await(after.ended())).startsWith("1-");
    assertThat(failureOf(conflict::ended)).isInstanceOf(RevisionConflict.class);
    assertThat(failureOf(bad::ended)).isInstanceOf(StoreUnavailable.class);
    assertThat(isStored("before")).isTrue();
    assertThat(isStored("bad")).isFalse();
    assertThat(isStored("after")).isTrue();
  }

  @Test
  void anError_isAnsweredAndReportedAndTheThreadGoesOn() throws SQLException {
    PendingChange bad =
        broken(
            "bad",
            () -> {
              throw new OutOfMemoryError("on purpose");
            });

    writer.add(List.of(bad));
    assertThat(failureOf(bad::ended)).isInstanceOf(StoreUnavailable.class);
    assertThat(await(reported.future())).isInstanceOf(OutOfMemoryError.class);

    PendingChange next = note("next");
    writer.add(List.of(next));
    assertThat(await(next.ended())).startsWith("1-");
    assertThat(isStored("bad")).isFalse();
  }

  @Test
  void anAnswerThatNobodyTakes_endsNothing() {
    PendingChange first = note("first");
    first.ended().onComplete(done -> gone());
    PendingChange bad = broken("bad", () -> new IllegalStateException("on purpose"));
    bad.ended().onComplete(done -> gone());
    PendingChange next = note("next");

    writer.add(List.of(first, bad, next));

    assertThat(await(next.ended())).startsWith("1-");
  }

  /** What a Vert.x that was closed does with a turn. */
  private static void gone() {
    throw new RejectedExecutionException("on purpose");
  }

  @Test
  void anInterruption_endsNothing() {
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(it -> it.getName().equals("writer under test"))
            .findFirst()
            .orElseThrow();

    thread.interrupt();

    PendingChange next = note("next");
    writer.add(List.of(next));
    assertThat(await(next.ended())).startsWith("1-");
  }

  @Test
  void closing_answersWhatWaits() {
    List<PendingChange> many = IntStream.range(0, 100).mapToObj(i -> note("n" + i)).toList();
    many.forEach(change -> writer.add(List.of(change)));

    await(writer.close());

    assertThat(many).allMatch(change -> change.ended().succeeded());
  }
}
