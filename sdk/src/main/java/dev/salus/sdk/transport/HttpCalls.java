package dev.salus.sdk.transport;

import dev.salus.api.SalusException;
import dev.salus.api.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends requests to one gateway and reads the whole answer to each, of bounded size, in time. */
final class HttpCalls {

  private static final int MAX_CONNECTIONS = 16;
  private static final int CONNECT_MS = 10_000;

  /** A page has 8 MiB, or one entity that is larger, which has a few more at most. */
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private static final int LARGE_BYTES = 32 * 1024;

  private final Vertx vertx;
  private final AnswerTimes times;
  private final HttpClient client;
  private final String basePath;
  private volatile @Nullable ServerClock clock;

  HttpCalls(Vertx vertx, GatewayAddress address, AnswerTimes times) {
    this.vertx = vertx;
    this.times = times;
    this.basePath = address.path();
    HttpClientOptions options =
        new HttpClientOptions()
            .setDefaultHost(address.host())
            .setDefaultPort(address.port())
            .setSsl(address.tls())
            .setDecompressionSupported(true)
            .setConnectTimeout(CONNECT_MS);
    // whoever waits for an answer hears of a connection that ends; nothing is logged besides
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS))
            .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
            .build();
  }

  /** Tells this clock of the date of each answer. */
  void tell(ServerClock told) {
    clock = told;
  }

  /**
   * The body that is answered to a request, or null. Fails with what the server answered instead,
   * or with {@link Unavailable}.
   */
  Future<@Nullable JsonObject> send(
      HttpMethod method, String target, @Nullable JsonObject body, @Nullable String token) {
    return answered(options(method, target, token), body)
        .recover(failure -> Future.failedFuture(explain(failure)))
        .compose(this::read);
  }

  /** On one context from the first step, or an answer could be over before it is listened to. */
  private Future<Answer> answered(RequestOptions options, @Nullable JsonObject body) {
    Promise<Answer> answered = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            begun ->
                client
                    .request(options)
                    .compose(request -> inTime(request, body))
                    .onComplete(answered));
    return answered.future();
  }

  private RequestOptions options(HttpMethod method, String target, @Nullable String token) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(method)
            .setURI(basePath + target)
            .setTimeout(times.silence());
    return token == null
        ? options
        : options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
  }

  /** An answer as it came. */
  private record Answer(int status, Buffer body) {}

  /** Whatever is left of an answer that came too late, or is too long, is not read. */
  private Future<Answer> inTime(HttpClientRequest request, @Nullable JsonObject body) {
    return answer(request, body)
        .timeout(times.whole(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> request.reset());
  }

  private Future<Answer> answer(HttpClientRequest request, @Nullable JsonObject body) {
    ServerClock told = clock;
    long askedAt = told == null ? 0 : told.own().millis();
    return sent(request, body)
        .onSuccess(head -> date(head, told, askedAt))
        .compose(
            head ->
                BoundedBody.of(head, MOST_BYTES)
                    .map(content -> new Answer(head.statusCode(), content)));
  }

  private static Future<HttpClientResponse> sent(
      HttpClientRequest request, @Nullable JsonObject body) {
    return body == null
        ? request.send()
        : request
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .send(Buffer.buffer(body.encode()));
  }

  private static void date(HttpClientResponse head, @Nullable ServerClock told, long askedAt) {
    String date = head.getHeader(HttpHeaders.DATE);
    if (told != null && date != null) {
      told.answered(askedAt, date);
    }
  }

  private static SalusException explain(Throwable failure) {
    return failure instanceof SalusException known ? known : ConnectFailure.of(failure);
  }

  /** Large answers are read on a worker. */
  private Future<@Nullable JsonObject> read(Answer answer) {
    return answer.body().length() > LARGE_BYTES
        ? vertx.executeBlocking(() -> HttpAnswers.read(answer.status(), answer.body()), false)
        : Future.succeededFuture(answer).map(a -> HttpAnswers.read(a.status(), a.body()));
  }

  /** Ends all connections; never fails. */
  Future<Void> close() {
    return client.close().otherwiseEmpty();
  }
}
