package dev.salus.sdk.change;

import dev.salus.api.ChangeFilter;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Tag;
import dev.salus.sdk.connection.Client;
import io.vertx.core.Future;
import java.util.Set;

/** Being told of changes of entities of one kind. */
public final class EntityChanges {

  private final Client client;
  private final EntityType type;

  /** Changes of entities of this type. */
  public EntityChanges(Client client, EntityType type) {
    this.client = client;
    this.type = type;
  }

  /** Of all of them that the caller has access to. */
  public Future<Subscription> subscribe(ChangeListener listener) {
    return Subscription.open(client, new ChangeFilter(Set.of(type), null), listener);
  }

  /** Of those that have this published coding. */
  public Future<Subscription> subscribe(String codingType, String code, ChangeListener listener) {
    String tag = new Tag(codingType, code, null).filter();
    return Subscription.open(client, new ChangeFilter(Set.of(type), tag), listener);
  }
}
