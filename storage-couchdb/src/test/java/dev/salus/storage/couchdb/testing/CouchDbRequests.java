package dev.salus.storage.couchdb.testing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Requests that tests make to CouchDB themselves, past the store. */
public final class CouchDbRequests {

  private final Vertx vertx;
  private final CouchDbServer server;

  /** Requests to this server as its user. */
  public CouchDbRequests(Vertx vertx, CouchDbServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /** The answer's JSON, whatever its status; null if the answer is empty. */
  public Future<@Nullable Object> send(HttpMethod method, String path, @Nullable Object body) {
    // On an event loop: elsewhere an answer can be there before anybody listens for its body.
    Promise<@Nullable Object> answer = Promise.promise();
    vertx.runOnContext(turn -> exchange(method, path, body).onComplete(answer));
    return answer.future();
  }

  private Future<@Nullable Object> exchange(HttpMethod method, String path, @Nullable Object body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(server.url() + path)
            .putHeader("Content-Type", "application/json");
    if (!server.user().isEmpty()) {
      String pair = server.user() + ":" + server.password();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      options.putHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    var client = vertx.createHttpClient();
    return client
        .request(options)
        .compose(request -> body == null ? request.send() : request.send(Json.encode(body)))
        .compose(response -> response.body())
        .map(CouchDbRequests::json)
        .eventually(client::close);
  }

  private static @Nullable Object json(Buffer body) {
    return body.length() == 0 ? null : Json.decodeValue(body);
  }
}
