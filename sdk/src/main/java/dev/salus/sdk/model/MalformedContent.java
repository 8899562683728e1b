package dev.salus.sdk.model;

/**
 * That the decrypted content of an entity is not that of a record of its type: somebody who was
 * allowed to write it wrote something else.
 *
 * <p>The message names the field and the rule, never a value, so it can be logged.
 */
public final class MalformedContent extends RuntimeException {

  private final String field;

  /**
   * @param field the path of the field at fault; empty for the whole
   * @param rule what it must be
   */
  MalformedContent(String field, String rule) {
    super((field.isEmpty() ? "content" : field) + ": " + rule, null, false, false);
    this.field = field;
  }

  /** The path of the field at fault, for example {@code names[0].use}; empty for the whole. */
  public String field() {
    return field;
  }
}
