/** The classes of failure, as the test vectors name them. */
export type CryptoFailureKind =
  /** A box or seal does not open: another key, other additional data, or changed bytes. */
  | "OPEN"
  /** A key is not the one that was committed to. */
  | "COMMITMENT"
  /** What was inside of a box is not what the protocol puts there. */
  | "CONTENT"
  /** A public key that nothing can be sealed to. */
  | "PUBLIC_KEY";

const MESSAGES: Record<CryptoFailureKind, string> = {
  OPEN: "does not open",
  COMMITMENT: "is not the key that was committed to",
  CONTENT: "opens to something that the protocol does not know",
  PUBLIC_KEY: "is not a public key",
};

/** That something sealed, boxed or committed to is not what it should be; has no value in it. */
export class CryptoFailure extends Error {
  override readonly name = "CryptoFailure";

  constructor(readonly kind: CryptoFailureKind) {
    super(MESSAGES[kind]);
  }
}
