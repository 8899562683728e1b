package dev.salus.sdk.crypto;

import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Pae;

/**
 * Where a delegation stands (protocol §5): what its boxes are bound to, so that they open nowhere
 * else.
 */
public final class DelegationPlace {

  private final EntityType type;
  private final String id;
  private final String exchangeId;
  private final byte[] grantHash;

  /**
   * A place.
   *
   * @param type of the entity
   * @param id of the entity
   * @param exchangeId the delegation's own exchange, also where another one wraps
   * @param grantHash the hash of the grant's signature, 32 bytes
   */
  public DelegationPlace(EntityType type, String id, String exchangeId, byte[] grantHash) {
    this.type = type;
    this.id = id;
    this.exchangeId = exchangeId;
    this.grantHash = grantHash.clone();
  }

  /** The place of this grant's delegation under this exchange. */
  public static DelegationPlace of(EntityHeader header, String exchangeId, Grant grant) {
    return new DelegationPlace(header.type(), header.id(), exchangeId, grant.signatureHash());
  }

  byte[] wrapAad(long keyGeneration) {
    return Pae.encode("salus/v1/wrap", type.wireName(), id, exchangeId, keyGeneration, grantHash);
  }

  byte[] linkAad() {
    return Pae.encode("salus/v1/wrap-link", type.wireName(), id, exchangeId, grantHash);
  }
}
