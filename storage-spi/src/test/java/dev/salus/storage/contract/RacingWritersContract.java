package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.generation;
import static dev.salus.storage.contract.Samples.get;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of any number of writers at one revision exactly one wins, and no write is lost. */
public interface RacingWritersContract extends StoreContract {

  @Test
  default void threads_oneWinnerPerRevision(StoreFixture stores) {
    raceEachRevision(stores, writer -> body("by", writer));
  }

  @Test
  default void threads_oneWinnerPerRevisionAlsoOfEqualBodies(StoreFixture stores) {
    raceEachRevision(stores, writer -> body("by", "anybody"));
  }

  private static void raceEachRevision(StoreFixture stores, IntFunction<JsonObject> bodies) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Document current = putNew(store, PLAIN, "a", body("n", 0));

    for (int round = 0; round < stores.scale().rounds(); round++) {
      Document read = current;
      List<PutResult> results =
          Threads.race(
              stores.scale().writers(),
              writer -> attempt(store.put(PLAIN, read.withBody(bodies.apply(writer)))));
      current = onlyWinner(results);
      assertThat(generation(current)).isEqualTo(generation(read) + 1);
      assertThat(get(store, PLAIN, "a")).isEqualTo(current);
      assertLosersKnow(results, read.storedRev(), current.storedRev());
    }
  }

  @Test
  default void oneThread_oneWinnerPerRevision(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Context context = stores.newContext(ThreadingModel.EVENT_LOOP);
    Document current = putNew(store, PLAIN, "a", body("n", 0));

    for (int round = 0; round < stores.scale().rounds(); round++) {
      Document read = current;
      List<PutResult> results =
          await(StoreFixture.on(context, () -> allAtOnce(store, read, stores.scale().writers())));
      current = onlyWinner(results);
      assertThat(get(store, PLAIN, "a")).isEqualTo(current);
      assertLosersKnow(results, read.storedRev(), current.storedRev());
    }
  }

  @Test
  default void creators_oneWinner(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);

    for (int round = 0; round < stores.scale().rounds(); round++) {
      String id = Samples.id(round);
      List<PutResult> results =
          Threads.race(
              stores.scale().writers(),
              writer -> attempt(store.put(PLAIN, Document.create(id, body("by", "anybody")))));
      Document winner = onlyWinner(results);
      assertThat(get(store, PLAIN, id)).isEqualTo(winner);
      assertLosersKnow(results, null, winner.storedRev());
    }
  }

  @Test
  default void deletersAndWriters_oneWinner(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);

    for (int round = 0; round < stores.scale().rounds(); round++) {
      String id = Samples.id(round);
      Document read = putNew(store, PLAIN, id, body("n", 0));
      List<PutResult> results =
          Threads.race(
              stores.scale().writers(),
              writer ->
                  attempt(
                      writer % 2 == 0
                          ? store.put(PLAIN, read.withBody(body("by", writer)))
                          : store.delete(PLAIN, id, read.storedRev()).map(read)));
      Document winner = onlyWinner(results);
      assertThat(await(store.get(PLAIN, id)))
          .isEqualTo(winner.equals(read) ? Optional.empty() : Optional.of(winner));
    }
  }

  @Test
  default void bulks_oneWinnerPerDocument(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    int size = stores.scale().documents();
    List<Document> wanted = Samples.documents(IntStream.range(0, size).boxed().toList());

    List<List<PutResult>> results =
        Threads.race(stores.scale().writers(), writer -> await(store.putMany(PLAIN, wanted)));

    for (int i = 0; i < size; i++) {
      int document = i;
      Document winner = onlyWinner(results.stream().map(one -> one.get(document)).toList());
      assertThat(get(store, PLAIN, Samples.id(i))).isEqualTo(winner);
    }
  }

  @Test
  default void counters_loseNoIncrement(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    Scale scale = stores.scale();
    List<String> ids = List.of("a", "b", "c");
    ids.forEach(id -> putNew(store, PLAIN, id, body("n", 0)));
    int increments = scale.writers() * scale.rounds();

    List<Set<String>> revisions =
        Threads.race(scale.writers(), writer -> count(store, ids, scale.rounds(), increments));

    Set<String> all = new HashSet<>();
    revisions.forEach(all::addAll);
    assertThat(all).hasSize(ids.size() * increments);
    for (String id : ids) {
      Document counted = get(store, PLAIN, id);
      assertThat(counted.body()).isEqualTo(body("n", increments));
      assertThat(generation(counted)).isEqualTo(increments + 1);
    }
  }

  /** The revisions that this writer made, each with its document's id. */
  private static Set<String> count(
      DocumentStore store, List<String> ids, int rounds, int mostAttempts) {
    Set<String> revisions = new HashSet<>();
    for (int round = 0; round < rounds; round++) {
      for (String id : ids) {
        revisions.add(id + " " + increment(store, id, mostAttempts));
      }
    }
    return revisions;
  }

  /** Each failed attempt means that somebody else's succeeded, so their number is bounded. */
  private static String increment(DocumentStore store, String id, int mostAttempts) {
    for (int attempt = 0; attempt < mostAttempts; attempt++) {
      Document read = get(store, PLAIN, id);
      JsonObject more = body("n", read.body().getInteger("n") + 1);
      if (attempt(store.put(PLAIN, read.withBody(more))) instanceof PutResult.Stored stored) {
        return stored.document().storedRev();
      }
    }
    throw new AssertionError("more conflicts than there were writes");
  }

  private static Future<List<PutResult>> allAtOnce(DocumentStore store, Document read, int times) {
    List<Future<PutResult>> puts =
        IntStream.range(0, times)
            .mapToObj(i -> result(store.put(PLAIN, read.withBody(body("n", i % 2)))))
            .toList();
    return Future.all(puts).map(done -> done.<PutResult>list());
  }

  private static PutResult attempt(Future<Document> put) {
    return await(result(put));
  }

  private static Future<PutResult> result(Future<Document> put) {
    return put.<PutResult>map(PutResult.Stored::new)
        .recover(
            failure ->
                failure instanceof RevisionConflict conflict
                    ? Future.succeededFuture(new PutResult.Refused(conflict))
                    : Future.failedFuture(failure));
  }

  private static Document onlyWinner(List<PutResult> results) {
    List<Document> winners =
        results.stream()
            .filter(PutResult.Stored.class::isInstance)
            .map(result -> ((PutResult.Stored) result).document())
            .toList();
    assertThat(winners).hasSize(1);
    return winners.get(0);
  }

  private static void assertLosersKnow(List<PutResult> results, String expected, String actual) {
    for (PutResult result : results) {
      if (result instanceof PutResult.Refused refused) {
        RevisionConflict conflict = (RevisionConflict) refused.reason();
        assertThat(conflict.expected()).isEqualTo(expected);
        assertThat(conflict.actual()).isEqualTo(actual);
      }
    }
  }
}
