package dev.salus.benchmarks.groupcommit;

import dev.salus.storage.couchdb.testing.CouchDbServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes documents as a client does that knows nothing of group commit: each by a PUT. */
final class SinglePuts {

  private static final int CREATED = 201;

  private final Vertx vertx;
  private final HttpClient client;
  private final String databaseUrl;
  private final String authorization;

  /** As many connections as there may be writers: no write waits for one. */
  SinglePuts(Vertx vertx, CouchDbServer server, String url, String database, int writers) {
    this.vertx = vertx;
    this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(writers));
    this.databaseUrl = url + "/" + database + "/";
    String pair = server.user() + ":" + server.password();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  Future<Void> put(String id, Buffer document) {
    // On an event loop: elsewhere an answer can be there before anybody listens for its body.
    Promise<Void> done = Promise.promise();
    vertx.getOrCreateContext().runOnContext(turn -> send(id, document).onComplete(done));
    return done.future();
  }

  private Future<Void> send(String id, Buffer document) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.PUT)
            .setAbsoluteURI(databaseUrl + id)
            .putHeader("Content-Type", "application/json")
            .putHeader("Authorization", authorization);
    return client
        .request(options)
        .compose(request -> request.send(document))
        .compose(
            response ->
                response.statusCode() == CREATED
                    ? response.body()
                    : Future.failedFuture("a PUT was answered with " + response.statusCode()))
        .mapEmpty();
  }

  Future<Void> close() {
    return client.close();
  }
}
