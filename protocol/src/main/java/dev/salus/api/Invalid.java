package dev.salus.api;

import dev.salus.protocol.ProtocolViolation;

/** Something in the request breaks a rule (400). */
public final class Invalid extends SalusException {

  private final String field;

  /**
   * @param field the path of the field at fault; empty for the whole body
   * @param detail what the rule is, for a person; without the field's value
   */
  public Invalid(String field, String detail) {
    super(ErrorCode.INVALID, detail);
    this.field = field;
  }

  /**
   * The refusal of a field, with the detail that the API gives: {@code field: rule}.
   *
   * @param rule what must hold, for a person; without the field's value
   */
  public static Invalid at(String field, String rule) {
    return new Invalid(field, field + ": " + rule);
  }

  /** The same refusal as a violation of the protocol. */
  public static Invalid of(ProtocolViolation violation) {
    return new Invalid(
        violation.field(),
        (violation.field().isEmpty() ? "body" : violation.field()) + ": " + violation.detail());
  }

  /** The path of the field at fault; empty for the whole body. */
  public String field() {
    return field;
  }
}
