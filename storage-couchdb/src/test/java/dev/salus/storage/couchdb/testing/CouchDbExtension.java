package dev.salus.storage.couchdb.testing;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class the server; skips the class, or with {@code CI=true} fails it, if none is. */
public final class CouchDbExtension implements BeforeAllCallback {

  /** To be kept in a static field with {@code @RegisterExtension}. */
  public CouchDbExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    server();
  }

  /** The server; see {@link SharedCouchDb#get}. */
  public CouchDbServer server() {
    return SharedCouchDb.get();
  }

  /** Options for a store on it that creates its databases with this prefix. */
  public JsonObject options(String prefix) {
    return server().options(prefix);
  }
}
