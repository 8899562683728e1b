package dev.salus.gateway;

import dev.salus.api.Invalid;
import dev.salus.api.SalusException;
import dev.salus.api.TooLarge;
import dev.salus.api.Unavailable;
import dev.salus.gateway.connection.ConnectionWatch;
import dev.salus.protocol.StrictJson;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/**
 * Reads a request's body as strict JSON (protocol §0), no more of it than is allowed, and large
 * ones on a worker. A body that takes too long is the matter of {@link ConnectionWatch}.
 */
final class BodyReader {

  private static final Pattern JSON =
      Pattern.compile(
          "application/json(?:\\s*;\\s*charset\\s*=\\s*\"?utf-8\"?)?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final int SMALL_BYTES = 32 * 1024;

  private final Vertx vertx;
  private final int maxValues;

  /**
   * @param maxValues the most values that a body may hold
   */
  BodyReader(Vertx vertx, int maxValues) {
    this.vertx = vertx;
    this.maxValues = maxValues;
  }

  /**
   * The body. The request must not have been read yet; it may be paused. Fails with {@link
   * Invalid}, {@link TooLarge} or, if the share of the budget cannot grow now, {@link Unavailable},
   * at the first limit that is reached, or if others need the room that it has while it arrives;
   * what is left of the body is then not read here.
   *
   * @param limit the most bytes that are taken
   * @param who sends it: a data owner, or a stranger's address
   */
  Future<JsonObject> read(
      HttpServerRequest request, long limit, String who, BodyBudget.Share share) {
    checkHeaders(request, limit);
    if (request.getHeader(HttpHeaders.EXPECT) != null
        && request.version() != HttpVersion.HTTP_1_0) {
      request.response().writeContinue();
    }
    return bytes(request, limit, who, share).compose(body -> parse(body, share));
  }

  private static void checkHeaders(HttpServerRequest request, long limit) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !JSON.matcher(type).matches()) {
      throw new Invalid("", "body: must be sent with Content-Type: application/json");
    }
    if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      throw new Invalid("", "body: must not be compressed");
    }
    String expectation = request.getHeader(HttpHeaders.EXPECT);
    if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
      throw new Invalid("", "the header Expect may say 100-continue only");
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isMoreThan(length, limit)) {
      throw tooLarge(limit);
    }
  }

  private static boolean isMoreThan(String length, long limit) {
    try {
      return Long.parseLong(length) > limit;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private Future<ReceivedBody> bytes(
      HttpServerRequest request, long limit, String who, BodyBudget.Share share) {
    if (request.response().closed()) {
      // Its end has been told already, to nobody: what is left of it would be waited for for ever.
      return Future.failedFuture(cutOff());
    }
    Promise<ReceivedBody> whole = Promise.promise();
    ReceivedBody body = new ReceivedBody();
    Context context = vertx.getOrCreateContext();
    share.arrives(who, () -> context.runOnContext(now -> whole.tryFail(BodyBudget.full())));
    request.exceptionHandler(failure -> whole.tryFail(cutOff()));
    request.endHandler(end -> whole.tryComplete(body));
    request.handler(
        piece -> {
          if (!whole.future().isComplete()) {
            append(piece, body, limit, share, whole);
          }
        });
    request.resume();
    return whole.future().onComplete(over -> share.arrived());
  }

  private static Invalid cutOff() {
    return new Invalid("", "body: did not arrive whole");
  }

  private static void append(
      Buffer piece,
      ReceivedBody body,
      long limit,
      BodyBudget.Share share,
      Promise<ReceivedBody> whole) {
    if (body.length() + piece.length() > limit) {
      whole.fail(tooLarge(limit));
      return;
    }
    try {
      share.takeBytes(piece.length());
      body.append(piece);
    } catch (SalusException full) {
      whole.fail(full);
    }
  }

  private Future<JsonObject> parse(ReceivedBody body, BodyBudget.Share share) {
    return body.length() <= SMALL_BYTES
        ? Future.succeededFuture(parseNow(body, share))
        : vertx.executeBlocking(() -> parseNow(body, share), false);
  }

  private JsonObject parseNow(ReceivedBody body, BodyBudget.Share share) {
    return StrictJson.parse(body.read(), new Paid(share));
  }

  /** Pays for values before they are built. */
  private final class Paid implements StrictJson.Meter {
    private final BodyBudget.Share share;
    private int values;

    private Paid(BodyBudget.Share share) {
      this.share = share;
    }

    @Override
    public void value() {
      if (++values > maxValues) {
        throw new TooLarge("the body holds more than " + maxValues + " values");
      }
      share.takeValue();
    }

    @Override
    public void wideText(int characters) {
      share.takeWideText(characters);
    }
  }

  private static TooLarge tooLarge(long limit) {
    return new TooLarge("the body is larger than " + limit + " bytes");
  }
}
