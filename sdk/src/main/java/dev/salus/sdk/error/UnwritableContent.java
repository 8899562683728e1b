package dev.salus.sdk.error;

/**
 * That a value is none that a record can have, or that a record cannot be written, since no reader
 * would take it back (protocol §4.1).
 */
public final class UnwritableContent extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the path of the field at fault; empty for the whole
   * @param rule what it must be
   */
  public UnwritableContent(String field, String rule) {
    super((field.isEmpty() ? "content" : field) + ": " + rule);
    this.field = field;
  }

  /** The path of the field at fault, for example {@code properties.a[0]}; empty for the whole. */
  public String field() {
    return field;
  }
}
