package dev.salus.benchmarks.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, one request at a time: reads of an answer no more than its status and its end.
 * For one event loop only.
 */
final class WireClient {

  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private final NetSocket socket;
  private @Nullable Consumer<Answer> waiting;
  private @Nullable Buffer before;

  /**
   * What was answered.
   *
   * @param status the HTTP status
   * @param body all of it
   */
  record Answer(int status, Buffer body) {

    boolean isGood() {
      return status >= 200 && status < 300;
    }
  }

  WireClient(NetSocket socket) {
    this.socket = socket;
    socket.handler(this::received);
  }

  /** Sends a whole request; the answer before it must have come. */
  void send(Buffer request, Consumer<Answer> answered) {
    waiting = answered;
    var unused = socket.write(request);
  }

  void close() {
    var unused = socket.close();
  }

  private void received(Buffer piece) {
    Buffer all = before == null ? piece : before.appendBuffer(piece);
    int body = bodyStart(all);
    int end = body < 0 ? Integer.MAX_VALUE : body + contentLength(all, body);
    Consumer<Answer> answered = waiting;
    if (all.length() < end || answered == null) {
      before = before == null ? piece.copy() : all;
      return;
    }
    before = null;
    waiting = null;
    answered.accept(new Answer(status(all), all.slice(body, end)));
  }

  private static int status(Buffer all) {
    int status = 0;
    for (int i = 0; i < 3; i++) {
      status = status * 10 + all.getByte(STATUS_AT + i) - '0';
    }
    return status;
  }

  private static int bodyStart(Buffer all) {
    for (int i = 3; i < all.length(); i++) {
      if (all.getByte(i) == '\n' && all.getByte(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(Buffer all, int end) {
    for (int i = STATUS_AT; i < end - LENGTH.length; i++) {
      if (all.getByte(i - 1) == '\n' && isLength(all, i)) {
        return number(all, i + LENGTH.length);
      }
    }
    return 0;
  }

  private static boolean isLength(Buffer all, int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      if (Character.toLowerCase(all.getByte(at + i)) != LENGTH[i]) {
        return false;
      }
    }
    return true;
  }

  private static int number(Buffer all, int from) {
    int value = 0;
    for (int i = from; all.getByte(i) != '\r'; i++) {
      if (all.getByte(i) != ' ') {
        value = value * 10 + all.getByte(i) - '0';
      }
    }
    return value;
  }
}
