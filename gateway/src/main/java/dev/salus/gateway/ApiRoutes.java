package dev.salus.gateway;

import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.SharingService;
import dev.salus.gateway.events.EventSockets;
import dev.salus.gateway.token.AccessTokens;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** All routes of the HTTP API. */
final class ApiRoutes {

  private ApiRoutes() {}

  /**
   * Every route there is, which calls its service over the bus; fixed paths before varying ones.
   */
  static List<ApiRoute> all(
      Vertx vertx, AccessTokens tokens, EventSockets sockets, Clock clock, SecureRandom random) {
    IdentityService identity = Services.identity(vertx);
    CryptoService crypto = Services.crypto(vertx);
    EntityService entities = Services.entities(vertx);
    SharingService sharing = Services.sharing(vertx);
    return Stream.of(
            ProbeRoutes.of(new Readiness(vertx, clock, random), tokens),
            new SessionRoutes(identity, tokens.issuer()).all(),
            new InvitationRoutes(identity).all(),
            new SharingRoutes(entities, sharing).all(),
            new AccessBackRoutes(sharing).all(),
            new RecoveryRoutes(crypto).all(),
            new UserRoutes(identity).all(),
            new DataOwnerRoutes(identity, crypto).all(),
            new ExchangeRoutes(crypto).all(),
            new EventRoutes(sockets).all(),
            new EntityRoutes(entities).all())
        .flatMap(List::stream)
        .toList();
  }
}
