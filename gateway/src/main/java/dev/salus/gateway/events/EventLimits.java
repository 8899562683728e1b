package dev.salus.gateway.events;

import java.time.Duration;

/**
 * How much of those who are told of changes the gateway bears.
 *
 * @param sockets the most that all instances on one {@code Vertx} have open at a time
 * @param socketsOfUser the most that one user has open at a time
 * @param queueBytes how much waits for one that does not read; beyond that it is closed
 * @param pingInterval how often each is asked whether it is still there; who does not answer until
 *     the next time is closed
 */
public record EventLimits(int sockets, int socketsOfUser, int queueBytes, Duration pingInterval) {

  /** 5 000 sockets, 20 of one user, 64 KiB for each, asked every half minute. */
  public static EventLimits defaults() {
    return new EventLimits(5_000, 20, 64 * 1024, Duration.ofSeconds(30));
  }

  /** The same, with these numbers of sockets. */
  public EventLimits withSockets(int newSockets, int newSocketsOfUser) {
    return new EventLimits(newSockets, newSocketsOfUser, queueBytes, pingInterval);
  }

  /** The same, asking this often. */
  public EventLimits withPingInterval(Duration newPingInterval) {
    return new EventLimits(sockets, socketsOfUser, queueBytes, newPingInterval);
  }
}
