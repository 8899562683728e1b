package dev.salus.sdk.error;

/**
 * That the decrypted content of an entity is no record: somebody who was allowed to write it wrote
 * what is no JSON object, or beyond its limits (protocol §4.1). One field that is not what it must
 * be is no reason.
 *
 * <p>The message names the field and the rule, never a value, so it can be logged.
 */
public final class MalformedContent extends RuntimeException {

  private final String field;

  /**
   * @param field the path of the field at fault; empty for the whole
   * @param rule what it must be
   */
  public MalformedContent(String field, String rule) {
    super((field.isEmpty() ? "content" : field) + ": " + rule, null, false, false);
    this.field = field;
  }

  /** The path of the field at fault, for example {@code names[0].use}; empty for the whole. */
  public String field() {
    return field;
  }
}
