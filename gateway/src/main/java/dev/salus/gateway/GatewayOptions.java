package dev.salus.gateway;

import dev.salus.gateway.connection.ConnectionLimits;
import dev.salus.gateway.events.EventLimits;
import dev.salus.gateway.observation.Observation;
import dev.salus.gateway.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway listens and how much of anybody's it bears.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for a free one, which all instances on one {@code Vertx}
 *     share
 * @param bodies what bodies may cost
 * @param connections what connections may cost
 * @param events how much of those who are told of changes it bears
 * @param proxies who is believed about where a request comes from
 * @param cors pages of which other servers may use this one
 * @param tls where certificate and key are; null to speak HTTP without TLS
 * @param observation who is told of the calls that it answers
 */
public record GatewayOptions(
    String host,
    int port,
    BodyLimits bodies,
    ConnectionLimits connections,
    EventLimits events,
    TrustedProxies proxies,
    CorsPolicy cors,
    @Nullable TlsFiles tls,
    Observation observation) {

  /** Port 8080 on loopback, and what its parts call default. */
  public static GatewayOptions defaults() {
    return new GatewayOptions(
        "127.0.0.1",
        8080,
        BodyLimits.defaults(),
        ConnectionLimits.defaults(),
        EventLimits.defaults(),
        TrustedProxies.NONE,
        CorsPolicy.NONE,
        null,
        Observation.NONE);
  }

  /** The same at another address. */
  public GatewayOptions listeningOn(String newHost, int newPort) {
    return new GatewayOptions(
        newHost, newPort, bodies, connections, events, proxies, cors, tls, observation);
  }

  /** The same with other limits on bodies. */
  public GatewayOptions withBodies(BodyLimits newBodies) {
    return new GatewayOptions(
        host, port, newBodies, connections, events, proxies, cors, tls, observation);
  }

  /** The same with other limits on connections. */
  public GatewayOptions withConnections(ConnectionLimits newConnections) {
    return new GatewayOptions(
        host, port, bodies, newConnections, events, proxies, cors, tls, observation);
  }

  /** The same with other limits on who is told of changes. */
  public GatewayOptions withEvents(EventLimits newEvents) {
    return new GatewayOptions(
        host, port, bodies, connections, newEvents, proxies, cors, tls, observation);
  }

  /** The same behind these proxies. */
  public GatewayOptions withProxies(TrustedProxies newProxies) {
    return new GatewayOptions(
        host, port, bodies, connections, events, newProxies, cors, tls, observation);
  }

  /** The same, used by pages of these other servers too. */
  public GatewayOptions withCors(CorsPolicy newCors) {
    return new GatewayOptions(
        host, port, bodies, connections, events, proxies, newCors, tls, observation);
  }

  /** The same over TLS; null for without. */
  public GatewayOptions withTls(@Nullable TlsFiles newTls) {
    return new GatewayOptions(
        host, port, bodies, connections, events, proxies, cors, newTls, observation);
  }

  /** The same, telling of the calls that it answers. */
  public GatewayOptions withObservation(Observation newObservation) {
    return new GatewayOptions(
        host, port, bodies, connections, events, proxies, cors, tls, newObservation);
  }
}
