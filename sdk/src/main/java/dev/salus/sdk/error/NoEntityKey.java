package dev.salus.sdk.error;

/**
 * The caller may see an entity but not open it: it has no delegation with content, or lost the key
 * that opens it. {@code getAndTryDecrypt} gives the clear part.
 */
public final class NoEntityKey extends ClientException {

  private final String entityId;

  /**
   * @param entityId the entity
   */
  public NoEntityKey(String entityId) {
    super("entity " + entityId + " stays encrypted: no key at hand opens it");
    this.entityId = entityId;
  }

  /** The entity. */
  public String entityId() {
    return entityId;
  }
}
