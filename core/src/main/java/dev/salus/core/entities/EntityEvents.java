package dev.salus.core.entities;

import dev.salus.api.Addresses;
import dev.salus.api.event.EntityChanged;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Tag;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.Shareable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells this node what was stored: each revision of an entity once, whoever hears of it first, and
 * none after a later one. Other nodes follow the store for themselves, so nothing is sent to them.
 * Thread-safe.
 */
final class EntityEvents implements Shareable {

  /** Of so many entities it is remembered what was told, those told last: about 3 MB. */
  static final int MOST = 20_000;

  private static final String SHARED = "dev.salus.core.entities";

  private final EventBus bus;
  private final Map<String, Long> told = new ToldLast();
  private volatile @Nullable String settled;

  private EntityEvents(EventBus bus) {
    this.bus = bus;
  }

  /** The generation that was told of each entity; forgets what was told longest ago. */
  private static final class ToldLast extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1L;
    private static final float LOAD_FACTOR = 0.75f;
    private static final int FIRST_CAPACITY = 16;

    ToldLast() {
      super(FIRST_CAPACITY, LOAD_FACTOR, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MOST;
    }
  }

  /** The one of a node. */
  static EntityEvents of(Vertx vertx) {
    return vertx
        .sharedData()
        .<String, EntityEvents>getLocalMap(SHARED)
        .computeIfAbsent("events", name -> new EntityEvents(vertx.eventBus()));
  }

  /**
   * What a change is told as.
   *
   * @param entity as it is stored now; after a deletion as it was, with the tombstone's revision
   */
  static EntityChanged change(Entity entity, EntityChanged.Kind kind) {
    String rev = entity.rev();
    if (rev == null) {
      throw new IllegalArgumentException("what is not stored has not changed");
    }
    return new EntityChanged(
        entity.header().id(),
        entity.header().type(),
        rev,
        kind,
        List.copyOf(EntityDocument.readers(entity)),
        entity.header().tags().stream().map(Tag::filter).toList());
  }

  /**
   * Publishes a change.
   *
   * @param entity as for {@link #change}
   */
  void publish(Entity entity, EntityChanged.Kind kind) {
    publish(change(entity, kind));
  }

  /** Publishes a change unless it, or a later one of the entity, has been told. */
  synchronized void publish(EntityChanged change) {
    if (isNews(change.id(), change.rev())) {
      told.put(change.id(), generation(change.rev()));
      bus.publish(
          Addresses.entityEvents(change.type()),
          change.toJson(),
          new DeliveryOptions().setLocalOnly(true));
    }
  }

  /** That all changes up to this sequence have been told on this node. */
  void settle(String sequence) {
    settled = sequence;
  }

  /** Up to where all changes have been told on this node; null if that is not known. */
  @Nullable String settled() {
    return settled;
  }

  /** That some changes may not have been told, as the store does not know its sequence any more. */
  void lose() {
    settled = null;
    bus.publish(
        Addresses.EVENT_POSITIONS,
        new JsonObject().put("lost", true),
        new DeliveryOptions().setLocalOnly(true));
  }

  /** Tells whoever listens up to where changes have been told, if that is known. */
  void publishPosition() {
    String sequence = settled;
    if (sequence != null) {
      bus.publish(
          Addresses.EVENT_POSITIONS,
          new JsonObject().put("sequence", sequence),
          new DeliveryOptions().setLocalOnly(true));
    }
  }

  /** Whether neither this revision of the entity nor a later one has been told, as is known. */
  synchronized boolean isNews(String id, String rev) {
    Long last = told.get(id);
    return last == null || generation(rev) > last;
  }

  private static long generation(String rev) {
    return Long.parseLong(rev, 0, rev.indexOf('-'), 10);
  }
}
