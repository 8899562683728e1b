package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;

import dev.salus.core.SalusHost;
import dev.salus.storage.Change;
import dev.salus.storage.ChangePage;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.ReadBound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that a store holds, read through its change feed: no index is needed to find it. */
final class StoreDump {

  private static final int PAGE = 500;

  private StoreDump() {}

  /** The documents of each collection of a server. */
  static Map<String, List<Document>> of(DocumentStore store) {
    Map<String, List<Document>> dump = new LinkedHashMap<>();
    for (CollectionSpec collection : SalusHost.collections()) {
      dump.put(collection.name(), documents(store, collection.name()));
    }
    return dump;
  }

  /** The revision of each document, by collection and id. */
  static Map<String, String> revisions(DocumentStore store) {
    Map<String, String> revisions = new LinkedHashMap<>();
    of(store)
        .forEach(
            (collection, documents) ->
                documents.forEach(
                    each -> revisions.put(collection + "/" + each.id(), each.storedRev())));
    return revisions;
  }

  private static List<Document> documents(DocumentStore store, String collection) {
    List<Document> documents = new ArrayList<>();
    ChangePage page = await(store.changes(collection, "0", PAGE));
    while (!page.items().isEmpty()) {
      List<String> ids = page.items().stream().map(Change::id).toList();
      await(store.getMany(collection, ids, ReadBound.OF_PAGE)).documents().stream()
          .flatMap(Optional::stream)
          .forEach(documents::add);
      page = await(store.changes(collection, page.next(), PAGE));
    }
    return documents;
  }
}
