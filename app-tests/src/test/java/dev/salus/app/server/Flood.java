package dev.salus.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections that send one thing over and over for as long as it is taken, and never read what
 * comes back. One thread sends for all of them; that a connection was closed is seen by a write
 * that fails, since they look at nothing else.
 */
final class Flood implements AutoCloseable {

  /** Small, so that it is the server that holds what is not read, not the kernel. */
  private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;

  private static final int SENT_AT_ONCE_BYTES = 64 * 1024;

  private final Selector selector;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final Thread sending = new Thread(this::send, "flood");
  private final int port;
  private final ByteBuffer bytes;
  private final CountDownLatch open;
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param connections how many there will be
   * @param message what each of them sends
   */
  Flood(int port, int connections, byte[] message) throws IOException {
    this.selector = Selector.open();
    this.port = port;
    this.open = new CountDownLatch(connections);
    this.bytes = ByteBuffer.allocate(message.length * (1 + SENT_AT_ONCE_BYTES / message.length));
    while (bytes.hasRemaining()) {
      bytes.put(message);
    }
  }

  /**
   * One more connection, before {@link #start}.
   *
   * @param head is sent once, and the head of its answer is read; empty for none
   */
  void connect(String head) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channels.add(channel);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SENT_AT_ONCE_BYTES);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (!head.isEmpty()) {
      channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      readHead(channel);
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_WRITE, bytes.duplicate().clear());
  }

  private static void readHead(SocketChannel channel) throws IOException {
    StringBuilder read = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (read.indexOf("\r\n\r\n") < 0) {
      if (channel.read(one.clear()) < 0) {
        throw new IOException("closed after " + read);
      }
      read.append((char) one.get(0));
    }
  }

  /** Begins to send. */
  void start() {
    sending.start();
  }

  private void send() {
    try {
      while (!closed && open.getCount() > 0) {
        selector.select(this::send);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(SelectionKey key) {
    ByteBuffer left = (ByteBuffer) key.attachment();
    try {
      sent.addAndGet(((SocketChannel) key.channel()).write(left));
      if (!left.hasRemaining()) {
        left.clear();
      }
    } catch (IOException closedOn) {
      key.cancel();
      open.countDown();
    }
  }

  /** How many are not closed on yet. */
  long open() {
    return open.getCount();
  }

  /** How many bytes were taken from all of them. */
  long sent() {
    return sent.get();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      sending.join(TimeUnit.SECONDS.toMillis(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SocketChannel each : channels) {
      each.close();
    }
    selector.close();
  }
}
