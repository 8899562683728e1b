package dev.salus.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes no more from a connection than is worked on, and nothing while what was written to it is
 * not taken. The first handler of a pipeline, in front of all decoders: those make objects of what
 * they get, tens of times its size, at once and without end.
 *
 * <p>Vert.x stops reading by {@link ChannelConfig#setAutoRead} when it has eight messages to do.
 * That is asked after each small slice; the rest waits here as bytes. A connection that is not
 * writable, or has many messages under way to it (answers to pings, for one), is not read either.
 */
// What becomes of a write or a close is told to its promise, or seen by the connection's end.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionFlow extends ChannelDuplexHandler {

  /** How much is decoded before it is asked whether more is wanted. */
  private static final int SLICE_BYTES = 1024;

  /** The most that is read at once, and so the most that waits here. */
  private static final int READ_BYTES = 16 * 1024;

  /** What a slice may become in a decoder's hands: requests of 18 bytes, 700 bytes each. */
  private static final int DECODED_BYTES = 40 * SLICE_BYTES;

  /** What a byte of a head that is not complete takes: as it came, as text, and with its name. */
  private static final int HEAD_MEMORY_PER_BYTE = 3;

  /** What is written goes out in parts, so that it can be seen to move. */
  private static final int PART_BYTES = 64 * 1024;

  /** How many parts may be under way while more is read. */
  private static final int PARTS_UNDER_WAY = 16;

  /** What a part costs beside its bytes. */
  private static final int PART_OVERHEAD_BYTES = 256;

  private final Backlog backlog;
  private final Turns turns;
  private final LongSupplier nanoTime;
  private final Queue<ByteBuf> held = new ArrayDeque<>();
  private Backlog.@Nullable Share share;
  private @Nullable ChannelHandlerContext context;
  private boolean stopped;
  private boolean feeding;
  private boolean answered;
  private boolean awaitingTurn;
  private boolean resuming;
  private boolean decodedCounted;
  private boolean upgraded;
  private boolean awaitingHead = true;
  private long headCounted;
  private int partsUnderWay;
  private long movedAt;

  ConnectionFlow(Backlog backlog, Turns turns, LongSupplier nanoTime) {
    this.backlog = backlog;
    this.turns = turns;
    this.nanoTime = nanoTime;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    share = backlog.share(ctx::close);
    ctx.channel()
        .config()
        .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(512, 2048, READ_BYTES));
  }

  /** A request's head is complete: what comes now is its body, which others look after. */
  void headCame() {
    awaitingHead = false;
    share().remove(headCounted);
    headCounted = 0;
  }

  /** What comes now is a request's head, which counts as what waits. */
  void awaitHead() {
    awaitingHead = true;
  }

  /** From now on all that is written counts; before, answers count when they are made. */
  void upgraded() {
    upgraded = true;
  }

  /** What waits on this connection. */
  Backlog.Share share() {
    return Objects.requireNonNull(share, "not in a pipeline yet");
  }

  /** For how long nothing was taken of what was written; 0 if nothing waits. */
  long stuckNanos() {
    return partsUnderWay == 0 ? 0 : nanoTime.getAsLong() - movedAt;
  }

  /** Ends the connection without waiting for anything that is still to be written. */
  void cutOff() {
    share().end();
    context().close();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not in a pipeline yet");
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      held.add(bytes);
      share().add(bytes.readableBytes());
      feed(ctx);
      stopIfFull(ctx);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (resuming || feeding) {
      return;
    }
    if (held.isEmpty() && isTaking(ctx)) {
      countDecoded(false);
      ctx.read();
    } else {
      resumeSoon(ctx);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    resumeSoon(ctx);
  }

  /** Whether whoever works on this connection wants more, and the other side takes its part. */
  private boolean isTaking(ChannelHandlerContext ctx) {
    return ctx.channel().config().isAutoRead()
        && ctx.channel().isWritable()
        && partsUnderWay < PARTS_UNDER_WAY;
  }

  private void feed(ChannelHandlerContext ctx) {
    if (feeding) {
      return;
    }
    feeding = true;
    answered = false;
    try {
      while (!held.isEmpty() && !answered && isTaking(ctx)) {
        ByteBuf slice = nextSlice();
        share().remove(slice.readableBytes());
        countHead(slice.readableBytes());
        ctx.fireChannelRead(slice);
        ctx.fireChannelReadComplete();
      }
    } finally {
      feeding = false;
    }
    countDecoded(!ctx.channel().config().isAutoRead());
    if (answered && !held.isEmpty()) {
      awaitingTurn = true;
      turns.await(ctx.executor(), () -> takeTurn(ctx));
    }
  }

  private void takeTurn(ChannelHandlerContext ctx) {
    awaitingTurn = false;
    resume(ctx);
  }

  private ByteBuf nextSlice() {
    ByteBuf first = held.element();
    return first.readableBytes() > SLICE_BYTES
        ? first.readRetainedSlice(SLICE_BYTES)
        : held.remove();
  }

  private void countHead(int bytes) {
    if (awaitingHead) {
      headCounted += (long) bytes * HEAD_MEMORY_PER_BYTE;
      share().add((long) bytes * HEAD_MEMORY_PER_BYTE);
    }
  }

  private void countDecoded(boolean counted) {
    if (counted && !decodedCounted) {
      share().add(DECODED_BYTES);
    } else if (!counted && decodedCounted) {
      share().remove(DECODED_BYTES);
    }
    decodedCounted = counted;
  }

  private void stopIfFull(ChannelHandlerContext ctx) {
    ChannelConfig config = ctx.channel().config();
    if (config.isAutoRead() && (!held.isEmpty() || !isTaking(ctx))) {
      stopped = true;
      config.setAutoRead(false);
    }
  }

  /** Not at once: who calls may be in the middle of its own work on this connection. */
  private void resumeSoon(ChannelHandlerContext ctx) {
    ctx.executor().execute(() -> resume(ctx));
  }

  private void resume(ChannelHandlerContext ctx) {
    if (awaitingTurn) {
      return;
    }
    if (!ctx.channel().isActive() || !ctx.channel().isWritable()) {
      stopIfFull(ctx);
      return;
    }
    if (stopped) {
      // Whoever works on the connection wanted to read, or it would not have been stopped here.
      stopped = false;
      resuming = true;
      ctx.channel().config().setAutoRead(true);
      resuming = false;
    }
    feed(ctx);
    stopIfFull(ctx);
    if (held.isEmpty() && isTaking(ctx)) {
      ctx.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && bytes.isReadable()) {
      while (bytes.readableBytes() > PART_BYTES) {
        writePart(ctx, bytes.readRetainedSlice(PART_BYTES), ctx.newPromise());
      }
      writePart(ctx, bytes, promise.unvoid());
    } else {
      ctx.write(message, promise);
    }
  }

  private void writePart(ChannelHandlerContext ctx, ByteBuf part, ChannelPromise promise) {
    answered = true;
    int size = upgraded ? part.readableBytes() + PART_OVERHEAD_BYTES : PART_OVERHEAD_BYTES;
    if (partsUnderWay++ == 0) {
      movedAt = nanoTime.getAsLong();
    }
    share().add(size);
    promise.addListener(done -> taken(ctx, size));
    ctx.write(part, promise);
  }

  private void taken(ChannelHandlerContext ctx, int size) {
    share().remove(size);
    movedAt = nanoTime.getAsLong();
    if (--partsUnderWay == PARTS_UNDER_WAY - 1) {
      resumeSoon(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    release();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    release();
  }

  private void release() {
    held.forEach(ByteBuf::release);
    held.clear();
    share().end();
  }
}
