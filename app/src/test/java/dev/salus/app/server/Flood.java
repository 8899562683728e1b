package dev.salus.app.server;

import java.io.IOException;
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

/** Many connections that send and send, and never read what comes back. */
final class Flood implements AutoCloseable {

  private static final int RECEIVE_BUFFER_BYTES = 4 * 1024;
  private static final int IDLE_MS = 2_000;

  private final Selector selector;
  private final int port;

  Flood(int port) throws IOException {
    this.selector = Selector.open();
    this.port = port;
  }

  /**
   * One more connection.
   *
   * @param head is sent once, and its answer's head is read; empty for none
   * @param again is sent over and over
   * @param times how often at most
   */
  void add(String head, byte[] again, int times) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    if (!head.isEmpty()) {
      channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      readHead(channel);
    }
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_WRITE, new Sending(again, times));
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

  private static final class Sending {
    private final ByteBuffer bytes;
    private int left;

    Sending(byte[] bytes, int times) {
      this.bytes = ByteBuffer.wrap(bytes);
      this.left = times;
    }

    /** False when all is sent. */
    boolean send(SocketChannel channel) throws IOException {
      while (left > 0) {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
          return true;
        }
        bytes.rewind();
        left--;
      }
      return false;
    }
  }

  /** Sends until nobody takes any more, all is sent, or all are closed on. */
  void send() throws IOException {
    while (selector.select(IDLE_MS) > 0) {
      for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
        send(key);
      }
      selector.selectedKeys().clear();
    }
  }

  private static void send(SelectionKey key) throws IOException {
    try {
      if (!((Sending) key.attachment()).send((SocketChannel) key.channel())) {
        key.interestOps(0);
      }
    } catch (IOException closed) {
      key.channel().close();
    }
  }

  /** Sends on until so many are closed on. False if that takes longer. */
  boolean isClosedOn(int expected, long milliseconds) throws IOException {
    long deadline = System.nanoTime() + milliseconds * 1_000_000;
    int all = selector.keys().size();
    while (closed(all) < expected && System.nanoTime() - deadline < 0) {
      selector.select(100);
      for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
        send(key);
      }
      selector.selectedKeys().clear();
    }
    return closed(all) >= expected;
  }

  private int closed(int all) throws IOException {
    selector.selectNow();
    return all - selector.keys().size();
  }

  @Override
  public void close() throws IOException {
    List<SelectionKey> keys = new ArrayList<>(selector.keys());
    for (SelectionKey key : keys) {
      key.channel().close();
    }
    selector.close();
  }
}
