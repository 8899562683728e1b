package dev.salus.gateway.connection;

import java.time.Duration;

/**
 * What connections may cost.
 *
 * @param connections the most that are open at a time, over all instances on one {@code Vertx};
 *     beyond it the one that has waited longest for its next request makes place
 * @param backlogBytes the most that waits on all of them together, bytes: requests that came before
 *     earlier ones were answered, and whatever was written and is not taken yet
 * @param sendBufferBytes how much the kernel is asked to take of what one does not read, bytes;
 *     else it goes on to some megabytes
 * @param waitTimeout how long one may take to bring a whole request head, also after the last
 *     answer, and how long it may take nothing of what was written to it
 * @param exchangeTimeout how long one request may take from its head to the end of its answer
 * @param handshakes the most TLS handshakes that are under way at a time, besides; beyond it the
 *     one that has lasted longest, of the address that has most, makes place
 * @param handshakeTimeout how long one may take
 */
public record ConnectionLimits(
    int connections,
    long backlogBytes,
    int sendBufferBytes,
    Duration waitTimeout,
    Duration exchangeTimeout,
    int handshakes,
    Duration handshakeTimeout) {

  private static final long MEBIBYTE = 1024 * 1024;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final int SEND_BUFFER_BYTES = 256 * 1024;
  private static final long HEAP_OF_CONNECTION = 128 * 1024;
  private static final int PART_OF_HEAP = 8;

  /** One in handshake takes more of the heap than one that waits for a request. */
  private static final int HANDSHAKES_OF_CONNECTIONS = 8;

  private static final int LEAST_HANDSHAKES = 16;

  /** Refuses what cannot work. */
  public ConnectionLimits {
    if (connections < 1 || handshakes < 1 || backlogBytes < MEBIBYTE) {
      throw new IllegalArgumentException(
          "there must be room for a connection, a handshake, and a backlog of 1 MiB");
    }
  }

  /**
   * One connection for each 128 KiB of heap but at most 10 000, an eighth of the heap for what
   * waits (at least 16 MiB), 256 KiB of each in the kernel, half a minute to wait, two minutes for
   * a request; an eighth as many handshakes (at least 16), of three seconds each.
   */
  public static ConnectionLimits defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    int connections = (int) Math.min(MOST_CONNECTIONS, heap / HEAP_OF_CONNECTION);
    return new ConnectionLimits(
        connections,
        Math.max(16 * MEBIBYTE, heap / PART_OF_HEAP),
        SEND_BUFFER_BYTES,
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Math.max(LEAST_HANDSHAKES, connections / HANDSHAKES_OF_CONNECTIONS),
        Duration.ofSeconds(3));
  }

  /** The same with other patience. */
  public ConnectionLimits withTimeouts(Duration newWaitTimeout, Duration newExchangeTimeout) {
    return new ConnectionLimits(
        connections,
        backlogBytes,
        sendBufferBytes,
        newWaitTimeout,
        newExchangeTimeout,
        handshakes,
        handshakeTimeout);
  }

  /** The same with room for this much. */
  public ConnectionLimits withRoomFor(int newConnections, long newBacklogBytes) {
    return new ConnectionLimits(
        newConnections,
        newBacklogBytes,
        sendBufferBytes,
        waitTimeout,
        exchangeTimeout,
        handshakes,
        handshakeTimeout);
  }

  /** The same with this much in the kernel. */
  public ConnectionLimits withSendBuffer(int newSendBufferBytes) {
    return new ConnectionLimits(
        connections,
        backlogBytes,
        newSendBufferBytes,
        waitTimeout,
        exchangeTimeout,
        handshakes,
        handshakeTimeout);
  }

  /** The same with this many TLS handshakes, of this length. */
  public ConnectionLimits withHandshakes(int newHandshakes, Duration newHandshakeTimeout) {
    return new ConnectionLimits(
        connections,
        backlogBytes,
        sendBufferBytes,
        waitTimeout,
        exchangeTimeout,
        newHandshakes,
        newHandshakeTimeout);
  }
}
