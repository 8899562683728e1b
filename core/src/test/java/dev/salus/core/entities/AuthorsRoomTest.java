package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.core.quota.ByteUsage;
import dev.salus.core.quota.Usage;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Room that delegates cannot fill up (threats T08 and T22). */
class AuthorsRoomTest {

  private static final String ROWS = "rows";
  private static final long MOST = Quota.ENTITY_BYTES.usual();

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final DocumentStore store =
      await(
          DocumentStores.provider("memory")
              .open(vertx, new JsonObject(), List.of(CollectionSpec.of(ROWS))));
  private final ByteUsage usage = usage();
  private final AuthorsRoom room =
      new AuthorsRoom(
          usage,
          new UnknownWrites(
              "this one", store, ReadMemory.of(vertx), Clock.systemUTC(), usage::give));

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
    salus.close();
  }

  private ByteUsage usage() {
    return new ByteUsage(
        store,
        ROWS,
        Clock.systemUTC(),
        any -> new Usage.Limit(Quota.ENTITY_BYTES, () -> Future.succeededFuture(MOST)),
        any -> Future.succeededFuture(MOST),
        1);
  }

  private Future<Void> takeForRekey(Entity entity, long growth) {
    Promise<Void> promise = Promise.promise();
    context.runOnContext(turn -> room.takeForRekey(entity, growth).onComplete(promise));
    return promise.future();
  }

  @Test
  void t22_rekeysOfDelegatesLeaveTheAuthorRoomToLockThemOut() {
    TestOwner author = records.join();
    TestOwner delegate = records.join();
    records.exchange(delegate, author);
    Entity shared =
        records.share(
            records.create(author, EntityType.DATA_SAMPLE), author, delegate, Permission.WRITE);
    Entity byDelegate =
        records.client().rekey(shared, delegate, author.exchangeTo(delegate), List.of());
    Entity byAuthor =
        records.client().rekey(shared, author, author.exchangeTo(author), List.of(delegate));
    JsonObject full =
        new JsonObject().put("bytes", MOST).put("countedAt", System.currentTimeMillis());
    await(store.put(ROWS, Document.create(author.id(), full)));

    await(takeForRekey(byDelegate, AuthorsRoom.BEYOND_BY_OTHERS));
    failure(QuotaExceeded.class, takeForRekey(byDelegate, 1));
    await(takeForRekey(byAuthor, 1));
    await(takeForRekey(byAuthor, AuthorsRoom.BEYOND_BY_OTHERS - 1));

    failure(QuotaExceeded.class, takeForRekey(byAuthor, 1));
    assertThat(await(store.get(ROWS, author.id())).orElseThrow().body().getLong("bytes"))
        .isEqualTo(MOST + AuthorsRoom.BEYOND_BY_REKEYS);
  }
}
