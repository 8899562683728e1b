package dev.salus.sdk.transport;

import dev.salus.api.InternalFault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/**
 * The body of one answer, which fails as soon as it is longer than it may be. The bytes are counted
 * after they were decompressed, so a small answer cannot become a large one either.
 */
final class BoundedBody {

  private final int mostBytes;
  private final Promise<Buffer> whole = Promise.promise();
  private final Buffer body = Buffer.buffer();

  private BoundedBody(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * Reads an answer whose head has just come. Fails with {@link InternalFault} if it has more
   * bytes, else with why it broke off.
   */
  static Future<Buffer> of(HttpClientResponse response, int mostBytes) {
    BoundedBody reading = new BoundedBody(mostBytes);
    response
        .exceptionHandler(reading.whole::tryFail)
        .endHandler(ended -> reading.whole.tryComplete(reading.body))
        .handler(reading::take);
    return reading.whole.future();
  }

  private void take(Buffer part) {
    if (whole.future().isComplete()) {
      return;
    }
    if (part.length() > mostBytes - body.length()) {
      whole.tryFail(new InternalFault("the server's answer has more than " + mostBytes + " bytes"));
    } else {
      body.appendBuffer(part);
    }
  }
}
