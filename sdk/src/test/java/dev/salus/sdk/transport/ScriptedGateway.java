package dev.salus.sdk.transport;

import static dev.salus.testing.Await.await;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway on a free loopback port that answers as a test says. Logs everybody in. */
final class ScriptedGateway {

  /** What a client sent. */
  record Asked(HttpMethod method, String path, @Nullable String token, Buffer body) {

    JsonObject json() {
      return body.toJsonObject();
    }
  }

  /** What it gets; no body if that is null. */
  record Answer(int status, @Nullable String body) {

    static Answer ok(JsonObject body) {
      return new Answer(200, body.encode());
    }
  }

  private final Map<String, Function<Asked, Answer>> routes = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private final HttpServer server;
  private volatile @Nullable Supplier<Instant> date;

  ScriptedGateway(Vertx vertx) {
    on("POST /api/v1/auth/login", request -> newTokens());
    on("POST /api/v1/auth/refresh", request -> newTokens());
    on("POST /api/v1/auth/logout", request -> new Answer(204, null));
    server = await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  Answer newTokens() {
    int number = tokens.incrementAndGet();
    return Answer.ok(
        new JsonObject()
            .put("accessToken", "access-" + number)
            .put("refreshToken", "refresh-" + number));
  }

  void on(String route, Function<Asked, Answer> answer) {
    routes.put(route, answer);
  }

  /** Answers bear this date from now on. */
  void dated(Supplier<Instant> by) {
    date = by;
  }

  /** All calls of a route so far. */
  List<Asked> asked(String route) {
    return asked.stream().filter(each -> route.equals(each.method() + " " + each.path())).toList();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              Asked now =
                  new Asked(
                      request.method(), request.path(), request.getHeader("Authorization"), body);
              asked.add(now);
              Answer answer =
                  routes
                      .getOrDefault(now.method() + " " + now.path(), any -> new Answer(404, null))
                      .apply(now);
              request.response().setStatusCode(answer.status());
              Supplier<Instant> dated = date;
              if (dated != null) {
                String written = RFC_1123_DATE_TIME.format(dated.get().atOffset(ZoneOffset.UTC));
                request.response().putHeader("Date", written);
              }
              if (answer.body() == null) {
                request.response().end();
              } else {
                request.response().end(answer.body());
              }
            });
  }
}
