package dev.salus.storage.couchdb;

import dev.salus.storage.StoreOptionException;
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

  DatabaseSetup(CouchDbHttp http, CouchDbOptions options, Unavailability unavailable) {
    this.http = http;
    this.options = options;
    this.unavailable = unavailable;
  }

  /**
   * Finds or creates the database. Fails with {@link IllegalArgumentException}, naming the option
   * that must change, if it is missing and not to be created or the credentials are refused; with
   * {@code StoreUnavailable} if CouchDB cannot be reached.
   */
  Future<Void> ensure(String database) {
    return http.send(HttpMethod.GET, "/" + database, null)
        .compose(
            reply ->
                reply.status() == NOT_FOUND ? missing(database) : Future.succeededFuture(reply))
        .recover(failure -> Future.failedFuture(named(failure)))
        .compose(this::judge);
  }

  private Future<Reply> missing(String database) {
    if (!options.create()) {
      return Future.failedFuture(
          unusable(
              "create",
              "is not set, and CouchDB at "
                  + options.address()
                  + " has no database named "
                  + database));
    }
    return http.send(HttpMethod.PUT, "/" + database, null)
        .compose(
            reply ->
                isRefused(reply)
                    ? Future.failedFuture(
                        unusable(
                            "create", reply.withReason("takes an administrator of the server")))
                    : Future.succeededFuture(reply));
  }

  private RuntimeException named(Throwable failure) {
    return failure instanceof StoreOptionException unusable
        ? unusable
        : unavailable.because(failure);
  }

  private Future<Void> judge(Reply reply) {
    if (reply.isSuccess() || reply.status() == THERE_ALREADY) {
      return Future.succeededFuture();
    }
    return Future.failedFuture(
        isRefused(reply)
            ? unusable("user", reply.withReason("may not use a database"))
            : unavailable.because(reply));
  }

  private static boolean isRefused(Reply reply) {
    return reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN;
  }

  private static StoreOptionException unusable(String option, String why) {
    return new StoreOptionException(CouchDbStoreProvider.NAME, option, why);
  }
}
