package dev.salus.storage.contract.model;

import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.contract.Changes;
import dev.salus.storage.contract.Samples;
import dev.salus.storage.contract.StoreFixture;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The simplest store there is, beside the one under test: each step is compared at once. */
final class StoreModel {

  private static final int NO_KEY = 4;

  private final DocumentStore store;
  private final String owner;

  /** The documents that are there. */
  private final Map<String, Document> live = new HashMap<>();

  /** All revisions that a document ever had, oldest first. */
  private final Map<String, List<String>> revisions = new HashMap<>();

  /** The newest revision of every document that ever was; null for a deleted one. */
  private final Map<String, String> latest = new LinkedHashMap<>();

  /** A model of the documents that only it writes. */
  StoreModel(DocumentStore store, String owner) {
    this.store = store;
    this.owner = owner;
  }

  void apply(StoreOperation operation) {
    if (operation instanceof StoreOperation.Create create) {
      put(new Document(id(create.document()), null, content(create.key())));
    } else if (operation instanceof StoreOperation.Replace replace) {
      String id = id(replace.document());
      put(new Document(id, revision(id, replace.age()), content(replace.key())));
    } else if (operation instanceof StoreOperation.Bulk bulk) {
      putMany(bulk);
    } else if (operation instanceof StoreOperation.Delete delete) {
      delete(id(delete.document()), delete.age());
    } else if (operation instanceof StoreOperation.Find find) {
      find(find);
    }
  }

  private void put(Document document) {
    check(document, result(store.put(INDEXED, document)));
  }

  private void putMany(StoreOperation.Bulk bulk) {
    List<Document> documents =
        bulk.documents().stream()
            .map(this::id)
            .map(id -> new Document(id, revision(id, bulk.age()), content(bulk.key())))
            .toList();
    List<PutResult> results = await(store.putMany(INDEXED, documents));
    assertThat(results).hasSameSizeAs(documents);
    for (int i = 0; i < results.size(); i++) {
      check(documents.get(i), results.get(i));
    }
  }

  private void check(Document wanted, PutResult result) {
    String id = wanted.id();
    if (Objects.equals(wanted.rev(), latest.get(id))) {
      assertThat(result).isInstanceOf(PutResult.Stored.class);
      Document stored = ((PutResult.Stored) result).document();
      assertThat(stored.body()).isEqualTo(wanted.body());
      remember(stored);
    } else {
      assertConflict(((PutResult.Refused) result).reason(), id, wanted.rev());
    }
    assertThat(await(store.get(INDEXED, id))).isEqualTo(Optional.ofNullable(live.get(id)));
  }

  private void remember(Document stored) {
    List<String> old = revisions.computeIfAbsent(stored.id(), id -> new ArrayList<>());
    assertThat(old).doesNotContain(stored.storedRev());
    if (!old.isEmpty()) {
      assertThat(Samples.generation(stored)).isGreaterThan(generation(old.get(old.size() - 1)));
    }
    old.add(stored.storedRev());
    live.put(stored.id(), stored);
    latest.put(stored.id(), stored.storedRev());
  }

  private void delete(String id, int age) {
    String rev = revision(id, age);
    if (rev == null) {
      return;
    }
    if (rev.equals(latest.get(id))) {
      await(store.delete(INDEXED, id, rev));
      live.remove(id);
      latest.put(id, null);
    } else {
      assertConflict(StoreFixture.failureOf(() -> store.delete(INDEXED, id, rev)), id, rev);
    }
    assertThat(await(store.get(INDEXED, id))).isEqualTo(Optional.ofNullable(live.get(id)));
  }

  private void assertConflict(Throwable failure, String id, String expected) {
    assertThat(failure).isInstanceOf(RevisionConflict.class);
    RevisionConflict conflict = (RevisionConflict) failure;
    assertThat(conflict.id()).isEqualTo(id);
    assertThat(conflict.expected()).isEqualTo(expected);
    assertThat(conflict.actual()).isEqualTo(latest.get(id));
  }

  private void find(StoreOperation.Find find) {
    List<Document> expected =
        new ArrayList<>(
            live.values().stream()
                .filter(document -> document.body().containsKey("k"))
                .filter(document -> key(document) >= find.from() && key(document) <= find.to())
                .sorted(Comparator.comparingInt(StoreModel::key).thenComparing(Document::id))
                .toList());
    Query query = Query.of(Samples.BY_OWNER, find.limit(), owner).between(find.from(), find.to());
    if (find.descending()) {
      Collections.reverse(expected);
      query = query.newestFirst();
    }
    List<Document> found = new ArrayList<>();
    String cursor = null;
    do {
      Page page = await(store.query(INDEXED, query.after(cursor)));
      found.addAll(page.items());
      cursor = page.next();
    } while (cursor != null && found.size() <= expected.size());
    assertThat(found).isEqualTo(expected);
  }

  /** Each document of this model is among the changes once, with its latest. */
  void checkChanges() {
    Map<String, String> told = new HashMap<>();
    for (Change change : Changes.all(store, INDEXED)) {
      if (change.id().startsWith(owner + "-")) {
        assertThat(told).doesNotContainKey(change.id());
        told.put(change.id(), change.rev());
      }
    }
    assertThat(told).isEqualTo(latest);
  }

  private String id(int document) {
    return owner + "-" + document;
  }

  private JsonObject content(int key) {
    JsonObject body = new JsonObject().put("owner", owner);
    return key == NO_KEY ? body : body.put("k", key);
  }

  private static int key(Document document) {
    return document.body().getInteger("k");
  }

  /** The revision of this age; the oldest if there is none so old; null if there is none at all. */
  private String revision(String id, int age) {
    List<String> old = revisions.getOrDefault(id, List.of());
    return old.isEmpty() ? null : old.get(Math.max(0, old.size() - 1 - age));
  }

  private static long generation(String rev) {
    return Long.parseLong(rev.substring(0, rev.indexOf('-')));
  }

  private static PutResult result(Future<Document> put) {
    return await(
        put.<PutResult>map(PutResult.Stored::new)
            .recover(
                failure ->
                    failure instanceof RevisionConflict conflict
                        ? Future.succeededFuture(new PutResult.Refused(conflict))
                        : Future.failedFuture(failure)));
  }
}
