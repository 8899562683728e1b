package dev.salus.storage.couchdb;

import dev.salus.storage.StoreOptionException;
import dev.salus.storage.couchdb.http.CouchDbHttp;
import dev.salus.storage.couchdb.http.Reply;
import dev.salus.storage.couchdb.http.RequestFailed;
import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import dev.salus.storage.couchdb.http.Unavailability;
import dev.salus.storage.couchdb.http.Unreached;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/**
 * The first request to a server, and the only one until it is answered: CouchDB counts wrong
 * passwords and locks an account after some, so a wrong one is shown to it once. Whatever is wrong
 * with the address or the credentials is told here, with both named as people know them.
 */
final class FirstContact {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final CouchDbHttp http;
  private final CouchDbOptions options;
  private final Unavailability unavailable;

  FirstContact(CouchDbHttp http, CouchDbOptions options, Unavailability unavailable) {
    this.http = http;
    this.options = options;
    this.unavailable = unavailable;
  }

  /**
   * Asks CouchDB for its welcome. Fails with {@link StoreOptionException} if the credentials are
   * refused, or if what answers is not CouchDB or does not speak TLS as the address says; with
   * {@code StoreUnavailable} if nothing answers, or CouchDB says that it cannot.
   */
  Future<Void> make() {
    return http.send(HttpMethod.GET, "/", null)
        .recover(failure -> Future.failedFuture(unreached(failure)))
        .compose(reply -> judge(reply));
  }

  private RuntimeException unreached(Throwable failure) {
    if (options.url().tls() && Unreached.isForLackOfTls(failure)) {
      return unusable(
          "url",
          "is " + options.address() + ", where nothing speaks TLS as it should; is it http://?");
    }
    boolean maybeTls = failure instanceof RequestFailed request && request.kind() == Kind.CUT;
    return unavailable.because(
        "CouchDB at "
            + options.address()
            + " (option url) cannot be reached: "
            + Unreached.why(failure)
            + (maybeTls ? "; if TLS is spoken there, it is https://" : ""),
        failure);
  }

  private Future<Void> judge(Reply reply) {
    if (reply.isSuccess() && reply.object().containsKey("couchdb")) {
      return Future.succeededFuture();
    }
    if (reply.status() == UNAUTHORIZED || reply.status() == FORBIDDEN) {
      return Future.failedFuture(unusable("user", reply.withReason(refusal())));
    }
    if (reply.status() >= 500) {
      return Future.failedFuture(
          unavailable.because(
              reply.withReason(
                  "CouchDB at "
                      + options.address()
                      + " (option url) answered with status "
                      + reply.status())));
    }
    return Future.failedFuture(
        unusable(
            "url",
            "is "
                + options.address()
                + ", where something else than CouchDB answers (status "
                + reply.status()
                + ")"));
  }

  private String refusal() {
    return options.credentials().isPresent()
        ? "or its password is refused by CouchDB at " + options.address()
        : "is missing for CouchDB at " + options.address();
  }

  private static StoreOptionException unusable(String option, String why) {
    return new StoreOptionException(CouchDbOptions.STORE, option, why);
  }
}
