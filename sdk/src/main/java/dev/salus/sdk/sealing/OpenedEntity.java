package dev.salus.sdk.sealing;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import java.util.ArrayList;
import java.util.List;

/**
 * An entity that was verified and opened.
 *
 * @param verified the entity and its valid delegations
 * @param key its key
 * @param content the private fields, UTF-8 JSON
 * @param link what the delegations told of the patient
 */
public record OpenedEntity(
    VerifiedEntity verified, EntityKey key, Plaintext content, LinkFields link) {

  /** The entity as it travels. */
  public Entity entity() {
    return verified.entity();
  }

  /** Its valid delegations. */
  public DelegationGraph graph() {
    return verified.graph();
  }

  /** The same at another revision. */
  public OpenedEntity withRev(String rev) {
    return with(entity().withRev(rev), graph());
  }

  /** The same at another revision with one more grant, which is believed. */
  public OpenedEntity withGrant(Grant grant, String rev) {
    List<Grant> grants = new ArrayList<>(entity().grants());
    grants.add(grant);
    return with(entity().withGrants(grants).withRev(rev), graph().with(grant));
  }

  /** The same, about this one of the patients that its delegations name. */
  OpenedEntity aboutPatient(String patient) {
    return new OpenedEntity(verified, key, content, new LinkFields(patient, link.secret()));
  }

  private OpenedEntity with(Entity changed, DelegationGraph changedGraph) {
    return new OpenedEntity(
        new VerifiedEntity(changed, changedGraph, verified.doubt()), key, content, link);
  }

  /** Without key and content. */
  @Override
  public String toString() {
    return "OpenedEntity[" + entity().header().id() + "]";
  }
}
