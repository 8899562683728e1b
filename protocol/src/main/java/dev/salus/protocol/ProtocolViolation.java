package dev.salus.protocol;

/**
 * Something that the protocol refuses, with the field at fault.
 *
 * <p>The message names rules and fields, never values, so it can be shown and logged.
 */
public final class ProtocolViolation extends RuntimeException {

  /** The classes of failure, as the test vectors name them. */
  public enum Kind {
    /** Not JSON, not UTF-8, nested too deeply, or a lone surrogate. */
    SYNTAX,
    /** A name occurs twice in an object. */
    DUPLICATE_NAME,
    /** A field that the protocol does not know. */
    UNKNOWN_FIELD,
    /** A required field is not there. */
    MISSING_FIELD,
    /** A field is of another JSON type. */
    WRONG_TYPE,
    /** Base64url that is padded, not canonical, or of the wrong length. */
    BASE64URL,
    /** Not a UUID in lower-case 8-4-4-4-12 form. */
    UUID,
    /** Not an integer between 0 and 2⁵³−1, or outside a narrower range. */
    INTEGER,
    /** A value outside of its set, or an element that occurs twice. */
    VALUE,
    /** A map key, id or commitment that differs from what it is derived from. */
    DERIVED,
    /** A signature that does not verify. */
    SIGNATURE
  }

  private final Kind kind;
  private final String field;
  private final String detail;

  /**
   * @param kind the class of failure
   * @param field the path of the field at fault, for example {@code grants[0].by}; empty for the
   *     whole
   * @param detail what the rule is, without the value
   */
  public ProtocolViolation(Kind kind, String field, String detail) {
    super((field.isEmpty() ? "body" : field) + ": " + detail, null, false, false);
    this.kind = kind;
    this.field = field;
    this.detail = detail;
  }

  /** The class of failure. */
  public Kind kind() {
    return kind;
  }

  /** The path of the field at fault; empty for the whole. */
  public String field() {
    return field;
  }

  /** What the rule is, without the value. */
  public String detail() {
    return detail;
  }
}
