package dev.salus.sdk.transport;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer, which fails as soon as it is longer than it may be. The bytes are counted
 * after they were decompressed, so a small answer cannot become a large one either.
 */
final class BoundedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {

  private final int mostBytes;
  private final Promise<Buffer> whole = Promise.promise();
  private final Buffer body = Buffer.buffer();
  private volatile boolean tooLong;

  BoundedBody(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Whether it failed because it was too long. */
  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public BodyStream<Buffer> stream() {
    return this;
  }

  @Override
  public Future<Buffer> result() {
    return whole.future();
  }

  @Override
  public Future<Void> write(Buffer part) {
    if (part.length() > mostBytes - body.length()) {
      tooLong = true;
      IllegalStateException failure = new IllegalStateException("more than may be in an answer");
      whole.tryFail(failure);
      return Future.failedFuture(failure);
    }
    body.appendBuffer(part);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    whole.tryComplete(body);
    return Future.succeededFuture();
  }

  /** The answer broke off. */
  @Override
  public void handle(Throwable failure) {
    whole.tryFail(failure);
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
