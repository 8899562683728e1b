package dev.salus.sdk.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server handed out is not what its writers wrote (protocol §4, §5). */
public final class TamperedEntity extends ClientException {

  /** What does not hold. */
  public enum What {
    /** Another entity, or one of another type, than was asked for. */
    IDENTITY("it is not the entity that was asked for"),
    /** Its form: what the protocol refuses at first sight. */
    MALFORMED("it breaks the form that the protocol demands"),
    /** The writer's signature over header and content. */
    SIGNATURE("the writer's signature does not hold"),
    /** The writer's right to write. */
    WRITER("nothing shows that its writer may write it"),
    /** A grant's signature. */
    GRANT("a grant's signature does not hold"),
    /** The exchange that a delegation names. */
    EXCHANGE("a delegation names an exchange that is not between its two parties"),
    /** The wrapped key. */
    WRAP("a wrapped key does not belong to this entity, grant and generation"),
    /** The commitment to the key. */
    KEY_COMMITMENT("the key is not the one that the header commits to"),
    /** The boxed content. */
    CONTENT("the content was not written under this key for this entity"),
    /** The link to the patient. */
    PATIENT_LINK("it is not linked to the patient that it claims to be about"),
    /** A version or generation lower than one seen before. */
    ROLLBACK("it is older than what was seen before, or than its own delegations"),
    /** Another entity with the version that was seen. */
    FORK("it differs from what was seen at the same version"),
    /** Author, creation date or revocations that changed since they were seen. */
    HISTORY("its author, creation or revocations are not those that were seen before");

    private final String sentence;

    What(String sentence) {
      this.sentence = sentence;
    }
  }

  private final String entityId;
  private final What what;
  private final @Nullable String by;

  /**
   * @param entityId the entity
   * @param what what does not hold
   */
  public TamperedEntity(String entityId, What what) {
    this(entityId, what, null);
  }

  /**
   * @param entityId the entity
   * @param what what does not hold
   * @param by the data owner whose it is to make it right; null where that cannot be told
   */
  public TamperedEntity(String entityId, What what, @Nullable String by) {
    super(
        "entity "
            + entityId
            + " is refused: "
            + what.sentence
            + (by == null ? "" : "; by data owner " + by));
    this.entityId = entityId;
    this.what = what;
    this.by = by;
  }

  /** The entity. */
  public String entityId() {
    return entityId;
  }

  /** What does not hold. */
  public What what() {
    return what;
  }

  /**
   * The data owner by whom this is, if an honest server keeps it: who wrapped a key that is none,
   * wrote a content that does not open, or gave a grant. Empty where that cannot be told. Nothing
   * proves it where it is no signature that does not hold: a server can change what nobody signs.
   */
  public Optional<String> by() {
    return Optional.ofNullable(by);
  }
}
