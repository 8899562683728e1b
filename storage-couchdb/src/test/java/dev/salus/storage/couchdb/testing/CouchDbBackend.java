package dev.salus.storage.couchdb.testing;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.contract.TestBackend;
import dev.salus.storage.couchdb.CouchDbStoreProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Databases of their own for one test, on a server that others use too. */
public final class CouchDbBackend implements TestBackend {

  private final CouchDbServer server;
  private final String prefix = "t" + UUID.randomUUID().toString().substring(0, 13) + "-";
  private final Set<String> collections = ConcurrentHashMap.newKeySet();

  /** Databases on this server, none of which exists yet. */
  public CouchDbBackend(CouchDbServer server) {
    this.server = server;
  }

  /** The options that its stores are opened with. */
  public JsonObject options() {
    return server.options(prefix);
  }

  /** The name of a collection's database. */
  public String database(String collection) {
    return prefix + collection;
  }

  @Override
  public Future<DocumentStore> open(Vertx vertx, List<CollectionSpec> specs) {
    return open(vertx, options(), specs);
  }

  /** Opens a store with options that were made of {@link #options}. */
  public Future<DocumentStore> open(Vertx vertx, JsonObject options, List<CollectionSpec> specs) {
    note(specs);
    return new CouchDbStoreProvider().open(vertx, options, specs);
  }

  /** Lets {@link #drop} remove the databases of collections that are opened by other means. */
  public void note(List<CollectionSpec> specs) {
    specs.forEach(spec -> collections.add(spec.name()));
  }

  @Override
  public Future<Void> drop(Vertx vertx) {
    CouchDbRequests requests = new CouchDbRequests(vertx, server);
    return Future.join(
            collections.stream()
                .map(name -> requests.send(HttpMethod.DELETE, "/" + database(name), null))
                .toList())
        .mapEmpty();
  }
}
