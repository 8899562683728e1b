package dev.salus.gateway.connection;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream that says the same again and again, to send a body without a length. */
public final class Repeated implements ReadStream<Buffer> {

  private final Vertx vertx;
  private final Buffer part;
  private long left;
  private boolean paused;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;

  public Repeated(Vertx vertx, String text, long length) {
    this.vertx = vertx;
    this.part = Buffer.buffer(text.repeat(64 * 1024 / text.length()));
    this.left = length / part.length();
  }

  @Override
  public Repeated handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    next();
    return this;
  }

  private void next() {
    vertx.runOnContext(go -> step());
  }

  private void step() {
    if (paused || handler == null) {
      return;
    }
    if (left-- > 0) {
      handler.handle(part.copy());
      next();
    } else if (endHandler != null) {
      endHandler.handle(null);
      endHandler = null;
    }
  }

  @Override
  public Repeated pause() {
    paused = true;
    return this;
  }

  @Override
  public Repeated resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public Repeated fetch(long amount) {
    if (paused) {
      paused = false;
      next();
    }
    return this;
  }

  @Override
  public Repeated exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    return this;
  }

  @Override
  public Repeated endHandler(@Nullable Handler<Void> newEndHandler) {
    endHandler = newEndHandler;
    return this;
  }
}
