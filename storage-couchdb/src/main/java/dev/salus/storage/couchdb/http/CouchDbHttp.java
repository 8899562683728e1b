package dev.salus.storage.couchdb.http;

import dev.salus.storage.couchdb.http.RequestFailed.Kind;
import dev.salus.storage.couchdb.option.CouchDbOptions;
import dev.salus.storage.couchdb.option.Credentials;
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
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one CouchDB server. Its callers build paths of nothing but database names,
 * encoded ids, revisions and sequences, all of which were checked to be free of URL syntax.
 *
 * <p>A future of this class fails with {@link RequestFailed} only.
 */
public final class CouchDbHttp {

  /** Decoding less than this takes well under a millisecond. */
  private static final int MOST_DECODED_ON_LOOP = 64 * 1024;

  /** The most bytes of an answer, if nothing less is said. */
  private static final long MOST_ANSWER_BYTES = 64 << 20;

  /** Feeds have connections of their own, so that they never use up those for requests. */
  private static final int MOST_FEEDS = 1_024;

  /** A feed without a sign of life for this many heartbeats is dead. */
  private static final int MISSED_HEARTBEATS = 3;

  private final Vertx vertx;
  private final CouchDbOptions options;
  private final Reachability reachability;
  private final HttpClient requests;
  private final HttpClient feeds;
  private final String basePath;
  private final @Nullable String authorization;

  /** Clients of their own for requests and for change feeds; closed by {@code close}. */
  public CouchDbHttp(Vertx vertx, CouchDbOptions options, Reachability reachability) {
    CouchDbOptions.Limits limits = options.limits();
    this.vertx = vertx;
    this.options = options;
    this.reachability = reachability;
    this.requests = client(vertx, clientOptions(options), limits.poolSize());
    this.feeds =
        client(
            vertx,
            clientOptions(options)
                .setReadIdleTimeout(MISSED_HEARTBEATS * limits.heartbeatMs())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
            MOST_FEEDS);
    this.basePath = options.url().path();
    this.authorization = options.credentials().map(Credentials::basicAuthorization).orElse(null);
  }

  /** Whoever waits for an answer hears of a connection that ends; nothing is logged besides. */
  private static HttpClient client(Vertx vertx, HttpClientOptions options, int mostConnections) {
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(new PoolOptions().setHttp1MaxSize(mostConnections))
        .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
        .build();
  }

  /** Half of the time for a connection is for TLS, so that it is known when that takes too long. */
  private static HttpClientOptions clientOptions(CouchDbOptions options) {
    return new HttpClientOptions()
        .setSsl(options.url().tls())
        .setDefaultHost(options.url().host())
        .setDefaultPort(options.url().port())
        .setConnectTimeout(options.limits().connectTimeoutMs())
        .setSslHandshakeTimeout(Math.max(1, options.limits().connectTimeoutMs() / 2))
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /** Sends a request and reads its whole answer within the usual time. */
  public Future<Reply> send(HttpMethod method, String path, @Nullable Buffer body) {
    return send(method, path, body, options.limits().requestTimeoutMs(), MOST_ANSWER_BYTES);
  }

  /**
   * The same for an answer of at most so many bytes: one that is longer is not read to its end, and
   * the request fails with {@link Kind#TOO_LONG}.
   */
  public Future<Reply> send(HttpMethod method, String path, @Nullable Buffer body, long mostBytes) {
    return send(method, path, body, options.limits().requestTimeoutMs(), mostBytes);
  }

  /** Sends a request and reads its whole answer within this many milliseconds. */
  public Future<Reply> sendPatiently(
      HttpMethod method, String path, @Nullable Buffer body, int timeoutMs) {
    return send(method, path, body, timeoutMs, MOST_ANSWER_BYTES);
  }

  private Future<Reply> send(
      HttpMethod method, String path, @Nullable Buffer body, int timeoutMs, long mostBytes) {
    return connect(requests, method, path)
        .compose(
            request ->
                exchange(request, body, mostBytes)
                    .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                    .onFailure(failure -> request.reset()))
        .onSuccess(this::answered)
        .recover(failure -> Future.failedFuture(named(failure)));
  }

  private void answered(Reply reply) {
    if (!reply.isOfNobodyThere()) {
      reachability.answered();
    }
  }

  /** Opens an answer that does not end; only its head is waited for. */
  Future<HttpClientResponse> feed(String path) {
    return connect(feeds, HttpMethod.GET, path)
        .compose(
            request ->
                request
                    .send()
                    .map(HttpClientResponse::pause)
                    .timeout(options.limits().requestTimeoutMs(), TimeUnit.MILLISECONDS)
                    .onFailure(failure -> request.reset()))
        .onSuccess(head -> answered(Reply.failure(head.statusCode(), Buffer.buffer())))
        .recover(failure -> Future.failedFuture(named(failure)));
  }

  private Future<HttpClientRequest> connect(HttpClient client, HttpMethod method, String path) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(method)
            .setURI(basePath + path)
            .setConnectTimeout(options.limits().connectTimeoutMs())
            .putHeader(HttpHeaders.ACCEPT, "application/json");
    if (authorization != null) {
      request.putHeader(HttpHeaders.AUTHORIZATION, authorization);
    }
    return client
        .request(request)
        .recover(failure -> Future.failedFuture(new RequestFailed(Kind.NOT_SENT, failure)));
  }

  private Future<Reply> exchange(HttpClientRequest request, @Nullable Buffer body, long mostBytes) {
    Future<HttpClientResponse> response =
        body == null
            ? request.send()
            : request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").send(body);
    return response.compose(
        head -> bodyOf(head, mostBytes).compose(content -> decode(head.statusCode(), content)));
  }

  /** Whoever gets the failure ends the connection, so that nothing more is read from it. */
  private static Future<Buffer> bodyOf(HttpClientResponse head, long mostBytes) {
    Promise<Buffer> whole = Promise.promise();
    Buffer content = Buffer.buffer();
    head.handler(
        chunk -> {
          if ((long) content.length() + chunk.length() > mostBytes) {
            whole.tryFail(new RequestFailed(Kind.TOO_LONG, new IOException("answer too long")));
          } else if (!whole.future().isComplete()) {
            content.appendBuffer(chunk);
          }
        });
    head.exceptionHandler(whole::tryFail);
    head.endHandler(end -> whole.tryComplete(content));
    return whole.future();
  }

  private Future<Reply> decode(int status, Buffer content) {
    if (status < 200 || status >= 300) {
      return Future.succeededFuture(Reply.failure(status, content));
    }
    return content.length() <= MOST_DECODED_ON_LOOP
        ? Future.succeededFuture(success(status, content))
        : vertx.executeBlocking(() -> success(status, content), false);
  }

  private static Reply success(int status, Buffer content) {
    return Reply.success(status, json(content), content.length());
  }

  private static @Nullable Object json(Buffer content) {
    try {
      return Json.decodeValue(content);
    } catch (DecodeException cutShort) {
      throw new RequestFailed(Kind.CUT, cutShort);
    }
  }

  private static RequestFailed named(Throwable failure) {
    if (failure instanceof RequestFailed known) {
      return known;
    }
    boolean late = failure instanceof TimeoutException;
    return new RequestFailed(late ? Kind.TIMEOUT : Kind.CUT, failure);
  }

  /** Ends all connections. */
  public Future<Void> close() {
    return Future.join(requests.close(), feeds.close()).mapEmpty();
  }
}
