package dev.salus.sdk.sealing;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.error.DoubtfulContent;
import dev.salus.sdk.model.DoubtfulOrigin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * Why the content is not to be taken for what its writer wrote: it was signed under a key that is
   * not trusted or was retired before, or whoever signed it took it over from such; null if it is
   * genuine.
   */
  public @Nullable ClientException doubt() {
    if (verified.doubt() != null) {
      return verified.doubt();
    }
    String id = entity().header().id();
    return DoubtfulOrigin.of(content.reveal())
        .map(origin -> new DoubtfulContent(id, origin.writer(), origin.signedBy()))
        .orElse(null);
  }

  /** Whose content it is, if that is in doubt. */
  public Optional<DoubtfulOrigin> origin() {
    return verified.doubt() == null
        ? DoubtfulOrigin.of(content.reveal())
        : Optional.of(signedOrigin());
  }

  private DoubtfulOrigin signedOrigin() {
    EntityHeader header = entity().header();
    return new DoubtfulOrigin(header.modifiedBy(), header.signedBy(), header.modified());
  }

  /**
   * Itself, if its content is genuine.
   *
   * @throws ClientException why it is not
   */
  public OpenedEntity requireGenuine() {
    ClientException doubt = doubt();
    if (doubt != null) {
      throw doubt;
    }
    return this;
  }

  /**
   * The content as somebody else signs it who does not vouch for it: it says whose it is, if that
   * is in doubt.
   */
  public Plaintext contentTakenOver() {
    return verified.doubt() == null
        ? content
        : Plaintext.of(signedOrigin().markedIn(content.reveal()));
  }

  /** The same at another revision. */
  public OpenedEntity withRev(String rev) {
    return with(verified.withRev(rev));
  }

  /** The same at another revision with one more grant, which is believed. */
  public OpenedEntity withGrant(Grant grant, String rev) {
    return with(verified.withGrant(grant, rev));
  }

  /** The same, about this one of the patients that its delegations name. */
  OpenedEntity aboutPatient(String patient) {
    return new OpenedEntity(verified, key, content, new LinkFields(patient, link.secret()));
  }

  private OpenedEntity with(VerifiedEntity changed) {
    return new OpenedEntity(changed, key, content, link);
  }

  /** Without key and content. */
  @Override
  public String toString() {
    return "OpenedEntity[" + entity().header().id() + "]";
  }
}
