package dev.salus.sdk.change;

import dev.salus.api.event.ChangeFilter;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Tag;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;

/** The changes of entities that the server tells a connection of. */
public final class EntityChanges {

  private final Vertx vertx;
  private final ServerApi server;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param clock tells how long a connection lasted
   * @param random spreads the moments at which many connect again
   */
  public EntityChanges(Vertx vertx, ServerApi server, Clock clock, SecureRandom random) {
    this.vertx = vertx;
    this.server = server;
    this.clock = clock;
    this.random = random;
  }

  /** Of all entities of a type; completes once every change after that is told. */
  public Future<Subscription> subscribe(EntityType type, ChangeListener listener) {
    return open(new ChangeFilter(Set.of(type), null), listener);
  }

  /** Of those of a type that have this published coding after the change. */
  public Future<Subscription> subscribe(
      EntityType type, String codingType, String code, ChangeListener listener) {
    String tag = new Tag(codingType, code, null).filter();
    return open(new ChangeFilter(Set.of(type), tag), listener);
  }

  private Future<Subscription> open(ChangeFilter filter, ChangeListener listener) {
    Subscription subscription =
        new Subscription(
            (since, told) -> server.subscribe(filter.after(since), told),
            filter.types(),
            listener,
            new Pauses(vertx, clock, random));
    return subscription.open();
  }
}
