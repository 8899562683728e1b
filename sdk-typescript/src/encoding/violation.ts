/** The classes of failure of what is read, as the test vectors name them. */
export type ViolationKind =
  | "SYNTAX"
  | "DUPLICATE_NAME"
  | "UNKNOWN_FIELD"
  | "MISSING_FIELD"
  | "WRONG_TYPE"
  | "BASE64URL"
  | "UUID"
  | "INTEGER"
  | "VALUE"
  | "DERIVED"
  | "SIGNATURE";

/** That something breaks a rule of the protocol. It names the rule and the place, never the value. */
export class ProtocolViolation extends Error {
  override readonly name = "ProtocolViolation";

  /**
   * @param kind the class of failure
   * @param field the path of the field at fault, such as `grants[0].by`; empty for the whole
   * @param detail what the rule is
   */
  constructor(
    readonly kind: ViolationKind,
    readonly field: string,
    readonly detail: string,
  ) {
    super(`${field === "" ? "body" : field}: ${detail}`);
  }
}
