package dev.salus.gateway;

import dev.salus.api.CardsChanged;
import dev.salus.api.ChangeFilter;
import dev.salus.gateway.events.EventSockets;
import dev.salus.protocol.EntityType;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /events}: changes of entities, told over a WebSocket as they happen. */
final class EventRoutes {

  /** The subprotocol that the gateway speaks, if a client asks for one. */
  static final String SUBPROTOCOL = "salus.events.v1";

  private final EventSockets sockets;

  EventRoutes(EventSockets sockets) {
    this.sockets = sockets;
  }

  List<ApiRoute> all() {
    return List.of(
        ApiRoute.socket("/events", this::open)
            .with(QueryParameter.types("types"), QueryParameter.tag("tag")));
  }

  private Future<Answer> open(ApiRequest request) {
    request.checkUpgrade();
    return sockets
        .open(
            request.admission(),
            request::upgrade,
            filter(request.query()),
            wantsCards(request.query()))
        .map(opened -> Answer.upgraded());
  }

  private static boolean wantsCards(JsonObject query) {
    return query.containsKey("types")
        ? List.of(query.getString("types").split(",", -1)).contains(CardsChanged.TYPE)
        : !query.containsKey("tag");
  }

  private static ChangeFilter filter(JsonObject query) {
    Set<EntityType> types =
        query.containsKey("types")
            ? Arrays.stream(query.getString("types").split(","))
                .map(EntityType::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet())
            : ChangeFilter.ALL.types();
    return new ChangeFilter(types, query.getString("tag"));
  }
}
