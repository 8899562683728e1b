package dev.salus.storage.couchdb;

import dev.salus.storage.StoreOptionException;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.SafeRequest;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Makes sure that a database is there, and that the credentials are good for it. */
final class DatabaseSetup {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /** CouchDB's answer to the creation of what another instance has just created. */
  private static final int THERE_ALREADY = 412;

  private final CouchDbHttp http;
  private final CouchDbOptions options;
  private final Unavailability unavailable;
  private final DatabaseSecurity security;

  DatabaseSetup(CouchDbHttp http, CouchDbOptions options, Unavailability unavailable) {
    this.http = http;
    this.options = options;
    this.unavailable = unavailable;
    this.security = new DatabaseSecurity(http, options, unavailable);
  }

  /**
   * Finds or creates the database, and makes sure that it is not public. Fails with {@link
   * StoreOptionException}, naming the option that must change, if it is missing and not to be
   * created, is public, or the credentials are refused; with {@code StoreUnavailable} if CouchDB
   * cannot be reached.
   */
  Future<Void> ensure(String database) {
    return send(HttpMethod.GET, database)
        .compose(
            reply -> {
              if (reply.status() == NOT_FOUND) {
                return missing(database);
              }
              boolean isNew = options.create() && isEmpty(reply);
              return expectSuccess(database, reply)
                  .compose(there -> security.check(database, isNew));
            });
  }

  private Future<Void> missing(String database) {
    if (!options.create()) {
      return Future.failedFuture(
          unusable(
              "create",
              "is not set, and CouchDB at "
                  + options.address()
                  + " has no database named "
                  + database));
    }
    return send(HttpMethod.PUT, database).compose(reply -> created(database, reply));
  }

  /** Another instance may have been faster; it may also have ended before it restricted it. */
  private Future<Void> created(String database, Reply reply) {
    if (isRefused(reply)) {
      return Future.failedFuture(
          unusable(
              "create",
              reply.withReason("takes an administrator of the server at " + options.address())));
    }
    return reply.status() == THERE_ALREADY
        ? security.check(database, true)
        : expectSuccess(database, reply).compose(done -> security.restrict(database));
  }

  private Future<Reply> send(HttpMethod method, String database) {
    return SafeRequest.answer(() -> http.send(method, "/" + database, null), unavailable);
  }

  /** A database that nobody has written to yet. */
  private static boolean isEmpty(Reply reply) {
    return Integer.valueOf(0).equals(reply.object().getValue("doc_count"))
        && "0".equals(String.valueOf(reply.object().getValue("update_seq")).split("-", 2)[0]);
  }

  private Future<Void> expectSuccess(String database, Reply reply) {
    if (reply.isSuccess()) {
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        isRefused(reply)
            ? unusable(
                "user",
                reply.withReason(
                    "may not use the database " + database + " at " + options.address()))
            : unavailable.because(reply));
  }

  private static boolean isRefused(Reply reply) {
    return reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN;
  }

  private static StoreOptionException unusable(String option, String why) {
    return new StoreOptionException(CouchDbOptions.STORE, option, why);
  }
}
