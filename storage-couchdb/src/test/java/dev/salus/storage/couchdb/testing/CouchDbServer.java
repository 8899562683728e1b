package dev.salus.storage.couchdb.testing;

import io.vertx.core.json.JsonObject;

/**
 * A server that answers.
 *
 * @param url where
 * @param user who may do everything there; empty if it asks for nobody
 * @param password the user's
 * @param isReal false for the stand-in, which forgets, and differs from Apache CouchDB in what the
 *     tests tagged {@code real-couchdb} test
 */
public record CouchDbServer(String url, String user, String password, boolean isReal) {

  /**
   * Options for a store that creates its databases with this prefix; see {@link #removeAtTheEnd}.
   */
  public JsonObject options(String prefix) {
    removeAtTheEnd(prefix);
    JsonObject options = new JsonObject().put("url", url).put("prefix", prefix).put("create", true);
    return user.isEmpty() ? options : options.put("user", user).put("password", password);
  }

  /**
   * Removes all databases whose names begin with this prefix when this JVM ends, from a server that
   * does not end with it.
   */
  public void removeAtTheEnd(String prefix) {
    if (isReal) {
      MadeDatabases.removedAtTheEnd(this).note(prefix);
    }
  }
}
