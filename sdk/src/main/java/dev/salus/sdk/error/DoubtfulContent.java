package dev.salus.sdk.error;

/**
 * The content of an entity was taken over from somebody who may not have written it (protocol
 * §4.2): the one who put it under a new key, or copied it, did not vouch for it. Whoever may write
 * the entity writes it anew.
 */
public final class DoubtfulContent extends ClientException {

  private final String entityId;
  private final String writer;
  private final String keyId;

  /**
   * @param entityId the entity
   * @param writer data owner who is said to have written it
   * @param keyId the key that signed it, which is not trusted or was retired before
   */
  public DoubtfulContent(String entityId, String writer, String keyId) {
    super(
        "the content of entity "
            + entityId
            + " was taken over from data owner "
            + writer
            + " with the key "
            + keyId
            + ", for which nobody vouches");
    this.entityId = entityId;
    this.writer = writer;
    this.keyId = keyId;
  }

  /** The entity. */
  public String entityId() {
    return entityId;
  }

  /** Data owner who is said to have written it. */
  public String writer() {
    return writer;
  }

  /** The key that signed it. */
  public String keyId() {
    return keyId;
  }
}
