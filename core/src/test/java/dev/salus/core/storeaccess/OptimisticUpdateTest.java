package dev.salus.core.storeaccess;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Unavailable;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OptimisticUpdateTest {

  @Test
  void isTriedAgainUntilNobodyIsFaster() {
    AtomicInteger attempts = new AtomicInteger();

    String result =
        await(
            OptimisticUpdate.retrying(
                () -> attempts.incrementAndGet() < 4 ? conflict() : Future.succeededFuture("ok")));

    assertThat(result).isEqualTo("ok");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void isGivenUpAfterABoundedNumberOfAttempts() {
    AtomicInteger attempts = new AtomicInteger();

    failure(
        Unavailable.class,
        OptimisticUpdate.retrying(
            () -> {
              attempts.incrementAndGet();
              return conflict();
            }));

    assertThat(attempts).hasValue(OptimisticUpdate.MAX_ATTEMPTS);
  }

  @Test
  void otherFailuresAreNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                await(
                    OptimisticUpdate.retrying(
                        () -> {
                          attempts.incrementAndGet();
                          return Future.failedFuture(new IllegalStateException());
                        })))
        .isInstanceOf(IllegalStateException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void onlyWhatIsMeantIsDeleted() {
    Vertx vertx = Vertx.vertx();
    DocumentStore store =
        await(
            DocumentStores.provider("memory")
                .open(vertx, new JsonObject(), List.of(CollectionSpec.of("things"))));
    await(store.put("things", Document.create("a", new JsonObject().put("of", "jon"))));

    await(delete(store, "arya"));
    assertThat(await(store.get("things", "a"))).isPresent();
    await(delete(store, "jon"));
    await(delete(store, "jon"));
    assertThat(await(store.get("things", "a"))).isEmpty();

    await(store.close());
    await(vertx.close());
  }

  private static Future<Void> delete(DocumentStore store, String of) {
    return OptimisticUpdate.delete(
        store, "things", "a", document -> of.equals(document.body().getString("of")));
  }

  private static Future<String> conflict() {
    return Future.failedFuture(new RevisionConflict("id", "1-a", "2-b"));
  }
}
