package dev.salus.app.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Stands between people and their server, and answers some calls as it likes, or never. */
final class ServerBetween implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";

  private final URI real;
  private final HttpClient client;
  private final HttpServer server;
  private final Map<String, Function<String, Answer>> lies = new ConcurrentHashMap<>();

  /**
   * What it says.
   *
   * @param body null for never
   */
  private record Answer(int status, JsonObject body) {}

  ServerBetween(KeysServer real) throws TimeoutException {
    Vertx vertx = real.vertx();
    this.real = real.address();
    this.client = vertx.createHttpClient();
    this.server = vertx.createHttpServer().requestHandler(this::answer);
    KeysServer.get(server.listen(0, LOOPBACK));
  }

  /** The same person, who reaches the server through this. */
  Machine of(Machine person) {
    return new Machine(
        URI.create("http://" + LOOPBACK + ":" + server.actualPort()),
        person.owner(),
        person.login(),
        person.password(),
        person.keys());
  }

  /** From now on says this where a call begins so, {@code GET /api/v1/…}. */
  ServerBetween says(String call, Function<String, JsonObject> body) {
    lies.put(call, target -> new Answer(200, body.apply(target)));
    return this;
  }

  /** From now on fails such calls. */
  ServerBetween fails(String call) {
    JsonObject problem = new JsonObject().put("status", 500).put("title", "broken");
    lies.put(call, target -> new Answer(500, problem));
    return this;
  }

  /** From now on answers such calls never. */
  ServerBetween isSilentAt(String call) {
    lies.put(call, target -> new Answer(0, null));
    return this;
  }

  private void answer(HttpServerRequest asked) {
    String call = asked.method() + " " + asked.uri();
    lies.keySet().stream()
        .filter(call::startsWith)
        .findFirst()
        .map(lie -> lies.get(lie).apply(call))
        .ifPresentOrElse(answer -> lie(asked, answer), () -> pass(asked));
  }

  private static void lie(HttpServerRequest asked, Answer answer) {
    if (answer.body() != null) {
      asked
          .response()
          .setStatusCode(answer.status())
          .putHeader("Content-Type", "application/json")
          .end(answer.body().toBuffer());
    }
  }

  private void pass(HttpServerRequest asked) {
    asked
        .body()
        .compose(
            body ->
                client
                    .request(asked.method(), real.getPort(), real.getHost(), asked.uri())
                    .compose(request -> send(asked, request, body)))
        .compose(answer -> answer.body().onSuccess(body -> pass(asked, answer, body)))
        .onFailure(away -> asked.connection().close());
  }

  private static Future<HttpClientResponse> send(
      HttpServerRequest asked, HttpClientRequest request, Buffer body) {
    request.headers().setAll(asked.headers());
    return request.send(body);
  }

  private static void pass(HttpServerRequest asked, HttpClientResponse answer, Buffer body) {
    asked.response().setStatusCode(answer.statusCode());
    asked.response().headers().setAll(answer.headers());
    asked.response().end(body);
  }

  @Override
  public void close() throws TimeoutException {
    KeysServer.get(server.close());
    KeysServer.get(client.close());
  }
}
