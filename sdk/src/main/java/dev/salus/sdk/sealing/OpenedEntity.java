package dev.salus.sdk.sealing;

import dev.salus.core.protocol.DelegationGraph;
import dev.salus.core.protocol.Entity;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;

/**
 * An entity that was verified and opened.
 *
 * @param verified the entity and its valid delegations
 * @param key its key
 * @param content the private fields, UTF-8 JSON
 * @param link what the delegations told of the patient
 */
public record OpenedEntity(
    VerifiedEntity verified, EntityKey key, byte[] content, LinkFields link) {

  /** The entity as it travels. */
  public Entity entity() {
    return verified.entity();
  }

  /** Its valid delegations. */
  public DelegationGraph graph() {
    return verified.graph();
  }

  /** Without key and content. */
  @Override
  public String toString() {
    return "OpenedEntity[" + entity().header().id() + "]";
  }
}
