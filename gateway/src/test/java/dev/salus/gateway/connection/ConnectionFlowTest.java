package dev.salus.gateway.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What one connection brings is worked on in parts, and counts until it is (threat T24). */
// What becomes of an answer is told to nobody here.
@SuppressWarnings("FutureReturnValueIgnored")
class ConnectionFlowTest {

  private static final int LIMIT = 1024 * 1024;
  private static final int BROUGHT = 16 * 1024;
  private static final int SLICE = 1024;

  private long now;
  private final Backlog backlog = new Backlog(LIMIT, () -> now);
  private final Turns turns = new Turns(() -> now);

  /** Answers each piece that it gets, or none. */
  private final class Server extends ChannelInboundHandlerAdapter {
    private final boolean answers;
    private int taken;

    private Server(boolean answers) {
      this.answers = answers;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf piece = (ByteBuf) message;
      taken += piece.readableBytes();
      piece.release();
      now += Duration.ofMillis(5).toNanos();
      if (answers) {
        ctx.writeAndFlush(Unpooled.copiedBuffer("answer", US_ASCII));
      }
    }
  }

  private EmbeddedChannel connection(Server server) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(new ConnectionFlow(backlog, turns, () -> now), server);
    return channel;
  }

  private static void bring(EmbeddedChannel connection) {
    connection.writeInbound(Unpooled.wrappedBuffer(new byte[BROUGHT]));
  }

  @Test
  void t24_whoIsAnsweredWaitsForItsTurnWithTheRest() {
    Server server = new Server(true);
    EmbeddedChannel connection = connection(server);

    bring(connection);

    assertThat(server.taken).isEqualTo(SLICE);
    for (int turn = 2; turn <= BROUGHT / SLICE; turn++) {
      connection.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      connection.runScheduledPendingTasks();
      assertThat(server.taken).as("after turn %s", turn).isEqualTo(turn * SLICE);
    }
    assertThat(connection.config().isAutoRead()).as("more is wanted").isTrue();
    connection.finishAndReleaseAll();
  }

  @Test
  void whatNeedsNoAnswerIsTakenAtOnce() {
    Server server = new Server(false);
    EmbeddedChannel connection = connection(server);

    bring(connection);

    assertThat(server.taken).isEqualTo(BROUGHT);
    connection.finishAndReleaseAll();
  }

  @Test
  void t24_whatIsNotWorkedOnCountsAndAHeadThatIsNotCompleteThreeTimes() {
    Server server = new Server(true);
    EmbeddedChannel connection = connection(server);
    ConnectionFlow flow = connection.pipeline().get(ConnectionFlow.class);

    bring(connection);
    assertThat(backlog.waiting()).isEqualTo(BROUGHT - SLICE + 3L * SLICE);
    flow.headCame();
    assertThat(backlog.waiting()).isEqualTo(BROUGHT - SLICE);
    connection.finishAndReleaseAll();

    assertThat(backlog.waiting()).isZero();
  }

  @Test
  void t24_turnsAreTakenByAllWhoWait() {
    Server first = new Server(true);
    Server second = new Server(true);
    EmbeddedChannel one = connection(first);
    EmbeddedChannel other = connection(second);

    bring(one);
    bring(other);
    for (int turn = 0; turn < 2; turn++) {
      one.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      one.runScheduledPendingTasks();
    }

    assertThat(first.taken).isEqualTo(2 * SLICE);
    assertThat(second.taken).isEqualTo(2 * SLICE);
    one.finishAndReleaseAll();
    other.finishAndReleaseAll();
  }
}
