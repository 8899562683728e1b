package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.BY_OWNER;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.Samples.query;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Change;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.RevisionConflict;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ids and key values are data, whatever is in them, and are told apart exactly. */
public interface HostileTextContract extends StoreContract {

  @Test
  default void hostileIds_areToldApartOneByOne(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    for (String id : HostileText.ALL) {
      Document created = putNew(store, PLAIN, id, body("id", id));
      await(store.put(PLAIN, created.withBody(body("was", id))));
    }

    for (String id : HostileText.ALL) {
      Document stored = Samples.get(store, PLAIN, id);
      assertThat(stored.id()).isEqualTo(id);
      assertThat(stored.body()).isEqualTo(body("was", id));
      await(store.delete(PLAIN, id, stored.storedRev()));
      assertThat(await(store.get(PLAIN, id))).isEmpty();
    }
  }

  @Test
  default void hostileIds_areToldApartInBulk(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<Document> stored =
        Samples.putAll(
            store,
            INDEXED,
            HostileText.ALL.stream().map(id -> Document.create(id, body("k", id))).toList());

    assertThat(stored).extracting(Document::id).isEqualTo(HostileText.ALL);
    assertThat(Samples.getMany(store, INDEXED, HostileText.ALL))
        .isEqualTo(stored.stream().map(Optional::of).toList());
    assertThat(query(store, Query.of(BY_KEY, 1_000)).items())
        .containsExactlyInAnyOrderElementsOf(stored);
    assertThat(await(store.changes(INDEXED, "0", 1_000)).items())
        .extracting(Change::id)
        .containsExactlyInAnyOrderElementsOf(HostileText.ALL);
  }

  @Test
  default void impossibleIds_areNotThere(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    // What a careless encoder makes of a lone surrogate.
    putNew(store, PLAIN, "?", body("n", 1));
    putNew(store, PLAIN, "\ufffd", body("n", 1));
    String rev = putNew(store, PLAIN, "a?", body("n", 1)).storedRev();

    for (String id : HostileText.NO_IDS) {
      assertThat(await(store.get(PLAIN, id))).isEmpty();
      assertThat(failureOf(() -> store.delete(PLAIN, id, rev)))
          .isInstanceOf(RevisionConflict.class);
    }
    assertThat(Samples.getMany(store, PLAIN, HostileText.NO_IDS))
        .hasSize(HostileText.NO_IDS.size())
        .allMatch(Optional::isEmpty);
  }

  @Test
  default void hostileKeys_equalOnlyThemselves(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    putByKey(store, "owner");

    for (int i = 0; i < HostileText.ALL.size(); i++) {
      String key = HostileText.ALL.get(i);
      List<String> expected = List.of(Samples.id(i));
      assertThat(ids(query(store, Query.of(BY_KEY, 10, key)))).isEqualTo(expected);
      assertThat(ids(query(store, Query.of(BY_OWNER, 10, "owner", key)))).isEqualTo(expected);
      assertThat(ids(query(store, Query.of(BY_KEY, 10).between(key, key)))).isEqualTo(expected);
    }
  }

  @Test
  default void hostilePrefixes_keepOwnersApart(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<String> owners = HostileText.ALL;
    Samples.putAll(
        store,
        INDEXED,
        IntStream.range(0, owners.size() * 2)
            .mapToObj(i -> Document.create(Samples.id(i), owned(owners.get(i / 2), i % 2)))
            .toList());

    for (int i = 0; i < owners.size(); i++) {
      String owner = owners.get(i);
      assertThat(ids(query(store, Query.of(BY_OWNER, 10, owner))))
          .containsExactly(Samples.id(2 * i), Samples.id(2 * i + 1));
      assertThat(ids(query(store, Query.of(BY_OWNER, 10, owner).between(1, 1).newestFirst())))
          .containsExactly(Samples.id(2 * i + 1));
    }
  }

  @Test
  default void keyParts_doNotRunIntoEachOther(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    List<List<String>> pairs =
        List.of(
            List.of("a", "b,c"),
            List.of("a,b", "c"),
            List.of("a", "\u0000b"),
            List.of("a\u0000", "b"),
            List.of("a", "b\",\"c"),
            List.of("a\",\"b", "c"),
            List.of("", "ab"),
            List.of("ab", ""),
            List.of("a", "b"));
    for (int i = 0; i < pairs.size(); i++) {
      putNew(store, INDEXED, Samples.id(i), owned(pairs.get(i).get(0), pairs.get(i).get(1)));
    }

    for (int i = 0; i < pairs.size(); i++) {
      assertThat(
              ids(query(store, Query.of(BY_OWNER, 10, pairs.get(i).get(0), pairs.get(i).get(1)))))
          .containsExactly(Samples.id(i));
    }
  }

  @Test
  default void longKeys_areToldApart(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    String common = "k".repeat(3_000);
    Samples.createAll(store, List.of(common, common + "a", common + "b", common.substring(1)));

    assertThat(ids(query(store, Query.of(BY_KEY, 10, common)))).containsExactly("d000");
    assertThat(ids(query(store, Query.of(BY_KEY, 10, common + "b")))).containsExactly("d002");
  }

  private static void putByKey(DocumentStore store, String owner) {
    Samples.putAll(
        store,
        INDEXED,
        IntStream.range(0, HostileText.ALL.size())
            .mapToObj(i -> Document.create(Samples.id(i), owned(owner, HostileText.ALL.get(i))))
            .toList());
  }

  private static JsonObject owned(String owner, Object key) {
    return body("owner", owner).put("k", key);
  }
}
