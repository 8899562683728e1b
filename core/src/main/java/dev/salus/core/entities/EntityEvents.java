package dev.salus.core.entities;

import dev.salus.api.Addresses;
import dev.salus.api.EntityChanged;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Tag;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** Tells the other verticles what was stored. */
final class EntityEvents {

  private final EventBus bus;

  EntityEvents(EventBus bus) {
    this.bus = bus;
  }

  /**
   * Publishes a change.
   *
   * @param entity as it is stored now; after a deletion as it was, with the tombstone's revision
   */
  void publish(Entity entity, EntityChanged.Kind kind) {
    String rev = entity.rev();
    if (rev == null) {
      throw new IllegalArgumentException("what is not stored has not changed");
    }
    EntityChanged change =
        new EntityChanged(
            entity.header().id(),
            entity.header().type(),
            rev,
            kind,
            List.copyOf(EntityDocument.readers(entity)),
            entity.header().tags().stream().map(Tag::filter).toList());
    bus.publish(Addresses.entityEvents(change.type()), change.toJson());
  }
}
