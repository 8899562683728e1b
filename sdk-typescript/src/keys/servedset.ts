/** A notary set that a ring's owner has accepted to serve (protocol §9.4), as it was then. */
export interface ServedSet {
  /** The data owner whose keys it restores. */
  readonly owner: string;
  /** KeyId of the owner's card, whose fingerprint was compared. */
  readonly signedBy: string;
  /** Base64url of `H(signed bytes)` of the set. */
  readonly hash: string;
}
