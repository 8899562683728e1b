package dev.salus.sdk.transport;

import dev.salus.api.InternalFault;
import dev.salus.api.Invalid;
import dev.salus.api.SalusException;
import dev.salus.api.TooManyRequests;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The changes that a gateway tells of over a WebSocket. */
final class HttpEventStream implements EventStream {

  private static final int UNAUTHENTICATED = 4401;
  private static final int GONE = 4410;
  private static final int SLOW = 4429;
  private static final long RETRY_AFTER_MS = 1_000;

  private final ClientWebSocket socket;
  private final Handler<JsonObject> listener;
  private final Promise<Void> ended = Promise.promise();

  private HttpEventStream(ClientWebSocket socket, Handler<JsonObject> listener) {
    this.socket = socket;
    this.listener = listener;
  }

  /**
   * Connects; fails with what the gateway answered instead.
   *
   * @param socket not connected yet
   */
  static Future<EventStream> open(
      ClientWebSocket socket, WebSocketConnectOptions options, Handler<JsonObject> listener) {
    HttpEventStream stream = new HttpEventStream(socket, listener);
    socket.textMessageHandler(stream::onText);
    socket.binaryMessageHandler(bytes -> stream.refuse());
    socket.exceptionHandler(broken -> stream.ended.tryFail(lost()));
    socket.closeHandler(closed -> stream.ended.tryFail(why(socket.closeStatusCode())));
    return socket
        .connect(options)
        .<EventStream>map(connected -> stream)
        .recover(failure -> Future.failedFuture(refused(failure)));
  }

  private static SalusException refused(Throwable failure) {
    if (failure instanceof UpgradeRejectedException rejected) {
      try {
        HttpAnswers.read(rejected.getStatus(), rejected.getBody());
      } catch (SalusException answered) {
        return answered;
      }
    }
    return ConnectFailure.of(failure);
  }

  private static SalusException why(@Nullable Short code) {
    int known = code == null ? 0 : Short.toUnsignedInt(code);
    return switch (known) {
      case UNAUTHENTICATED -> new Unauthenticated("the access token no longer holds");
      case GONE -> new Invalid("since", "what was missed is not known to the server any more");
      case SLOW ->
          new TooManyRequests("changes were not read as fast as they came", RETRY_AFTER_MS);
      default -> lost();
    };
  }

  private static Unavailable lost() {
    return new Unavailable("the connection was lost", RETRY_AFTER_MS);
  }

  private void onText(String text) {
    if (ended.future().isComplete()) {
      return;
    }
    JsonObject event;
    try {
      event = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (ProtocolViolation violation) {
      refuse();
      return;
    }
    listener.handle(event);
  }

  private void refuse() {
    ended.tryFail(new InternalFault("what the server told is not an event"));
    socket.close();
  }

  @Override
  public Future<Void> close() {
    return ended.tryComplete() && !socket.isClosed()
        ? socket.close().otherwiseEmpty()
        : Future.succeededFuture();
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }
}
