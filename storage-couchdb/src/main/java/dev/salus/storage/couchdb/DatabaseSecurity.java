package dev.salus.storage.couchdb;

import dev.salus.storage.StoreOptionException;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a database: its {@code _security}. One that names no members is open to everybody who
 * reaches CouchDB, password hashes and all.
 */
final class DatabaseSecurity {

  private final CouchDbHttp http;
  private final CouchDbOptions options;
  private final Unavailability unavailable;

  DatabaseSecurity(CouchDbHttp http, CouchDbOptions options, Unavailability unavailable) {
    this.http = http;
    this.options = options;
    this.unavailable = unavailable;
  }

  /** Gives the database to the store's own user, and to administrators of the server. */
  Future<Void> restrict(String database) {
    Buffer body = ownUserOnly().toBuffer();
    return SafeRequest.send(() -> http.send(HttpMethod.PUT, path(database), body), unavailable)
        .mapEmpty();
  }

  /**
   * Fails with {@link StoreOptionException} if the database is public, unless an option says that
   * it may be.
   *
   * @param mayBeRestricted whether to restrict it instead: it is new, and nobody can have meant it
   */
  Future<Void> check(String database, boolean mayBeRestricted) {
    return SafeRequest.send(() -> http.send(HttpMethod.GET, path(database), null), unavailable)
        .compose(
            reply -> {
              if (!isPublic(reply.object())) {
                return Future.succeededFuture();
              }
              return mayBeRestricted ? restrict(database) : judgePublic(database);
            });
  }

  private Future<Void> judgePublic(String database) {
    if (options.allowPublicDatabases()) {
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        new StoreOptionException(
            CouchDbOptions.STORE,
            "allowPublicDatabases",
            "is not set, and the database "
                + database
                + " at "
                + options.address()
                + " is open to everybody: name the members in its _security"));
  }

  /** As CouchDB sees it: no name and no role among the members. */
  private static boolean isPublic(JsonObject security) {
    return !(security.getValue("members") instanceof JsonObject members)
        || (isEmpty(members.getValue("names")) && isEmpty(members.getValue("roles")));
  }

  private static boolean isEmpty(@Nullable Object list) {
    return !(list instanceof JsonArray array) || array.isEmpty();
  }

  /** Without a user there are administrators of the server only. */
  private JsonObject ownUserOnly() {
    JsonArray names = new JsonArray();
    options.credentials().ifPresent(credentials -> names.add(credentials.user()));
    JsonObject them =
        new JsonObject().put("names", names).put("roles", new JsonArray().add("_admin"));
    return new JsonObject().put("admins", them).put("members", them.copy());
  }

  private static String path(String database) {
    return "/" + database + "/_security";
  }
}
