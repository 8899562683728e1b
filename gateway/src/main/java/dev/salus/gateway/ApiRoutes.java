package dev.salus.gateway;

import dev.salus.api.operation.Dispatcher;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.observation.CallObserver;
import dev.salus.gateway.token.AccessTokens;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** All routes of the gateway. */
final class ApiRoutes {

  private ApiRoutes() {}

  /**
   * The probes, the documentation, the console, and a route for each operation of the API, in the
   * order of their table.
   *
   * @param calls hears how long services take
   */
  static List<ApiRoute> all(
      Vertx vertx,
      AccessTokens tokens,
      EventSockets sockets,
      Clock clock,
      SecureRandom random,
      CallObserver calls) {
    OperationRoutes operations =
        new OperationRoutes(new Dispatcher(vertx), tokens.issuer(), sockets, calls);
    return Stream.of(
            ProbeRoutes.of(new Readiness(vertx, clock, random), tokens),
            PublicFileRoutes.all(),
            operations.all())
        .flatMap(List::stream)
        .toList();
  }
}
