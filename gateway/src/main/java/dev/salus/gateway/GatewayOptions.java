package dev.salus.gateway;

import dev.salus.gateway.events.EventLimits;
import java.time.Duration;

/**
 * Where the gateway listens and how much of anybody's it bears.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one, which all instances on one {@code Vertx}
 *     share
 * @param maxBodyBytes the largest body that is taken
 * @param maxBodyBytesInFlight the most bytes of bodies that all instances together hold at a time;
 *     what does not fit is answered with 503
 * @param waitTimeout how long a connection may take to bring a whole request head, also after the
 *     last answer
 * @param exchangeTimeout how long one request may take from its head to the end of its answer
 * @param events how much of those who are told of changes it bears
 * @param proxies who is believed about where a request comes from
 */
public record GatewayOptions(
    String host,
    int port,
    long maxBodyBytes,
    long maxBodyBytesInFlight,
    Duration waitTimeout,
    Duration exchangeTimeout,
    EventLimits events,
    TrustedProxies proxies) {

  private static final long MEBIBYTE = 1024 * 1024;
  private static final int PART_OF_HEAP = 64;

  /** Refuses what cannot work. */
  public GatewayOptions {
    if (maxBodyBytes < 1 || maxBodyBytesInFlight < maxBodyBytes) {
      throw new IllegalArgumentException("maxBodyBytesInFlight must be at least maxBodyBytes");
    }
  }

  /**
   * Loopback, bodies of 8 MiB, of which two or a 64th part of the heap are held at a time (JSON can
   * take some thirty times its bytes once it is read), half a minute to wait, two minutes for a
   * request.
   */
  public static GatewayOptions defaults() {
    long body = 8 * MEBIBYTE;
    return new GatewayOptions(
        "127.0.0.1",
        8080,
        body,
        Math.max(2 * body, Runtime.getRuntime().maxMemory() / PART_OF_HEAP),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        EventLimits.defaults(),
        TrustedProxies.NONE);
  }

  /** The same at another address. */
  public GatewayOptions listeningOn(String newHost, int newPort) {
    return new GatewayOptions(
        newHost,
        newPort,
        maxBodyBytes,
        maxBodyBytesInFlight,
        waitTimeout,
        exchangeTimeout,
        events,
        proxies);
  }

  /** The same with other limits on bodies. */
  public GatewayOptions withBodies(long newMaxBodyBytes, long newMaxBodyBytesInFlight) {
    return new GatewayOptions(
        host,
        port,
        newMaxBodyBytes,
        newMaxBodyBytesInFlight,
        waitTimeout,
        exchangeTimeout,
        events,
        proxies);
  }

  /** The same with other patience. */
  public GatewayOptions withTimeouts(Duration newWaitTimeout, Duration newExchangeTimeout) {
    return new GatewayOptions(
        host,
        port,
        maxBodyBytes,
        maxBodyBytesInFlight,
        newWaitTimeout,
        newExchangeTimeout,
        events,
        proxies);
  }

  /** The same with other limits on who is told of changes. */
  public GatewayOptions withEvents(EventLimits newEvents) {
    return new GatewayOptions(
        host,
        port,
        maxBodyBytes,
        maxBodyBytesInFlight,
        waitTimeout,
        exchangeTimeout,
        newEvents,
        proxies);
  }

  /** The same behind these proxies. */
  public GatewayOptions withProxies(TrustedProxies newProxies) {
    return new GatewayOptions(
        host,
        port,
        maxBodyBytes,
        maxBodyBytesInFlight,
        waitTimeout,
        exchangeTimeout,
        events,
        newProxies);
  }
}
