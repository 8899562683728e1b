/**
 * That what a server answered, or what is at hand, is not to be used. It never comes from a server;
 * none is worth another try without a person doing something (`docs/errors.md`).
 */
export abstract class ClientError extends Error {}

/** A key of somebody's that nothing known vouches for: compare fingerprints with that person. */
export class UntrustedKey extends ClientError {
  override readonly name = "UntrustedKey";

  /**
   * @param fingerprint what that person's own device shows for the key
   * @param knownFingerprints of the keys of that data owner that are trusted
   * @param replacedFingerprints all of them, if the keys of a stranger were replaced
   */
  constructor(
    readonly dataOwner: string,
    readonly keyId: string,
    readonly fingerprint: string,
    readonly knownFingerprints: readonly string[],
    readonly replacedFingerprints: readonly string[] = [],
  ) {
    super(
      replacedFingerprints.length === 0
        ? `untrusted key of data owner ${dataOwner}: its fingerprint is ${fingerprint}; known: ` +
            (knownFingerprints.length === 0 ? "none" : knownFingerprints.join(" or "))
        : `the keys of data owner ${dataOwner} were replaced, by that person or by somebody else:` +
            ` ask which fingerprint it is; ${replacedFingerprints.join(" or ")}`,
    );
  }
}

/** What a human compared is not the fingerprint of a key of that data owner. Nothing was trusted. */
export class FingerprintMismatch extends ClientError {
  override readonly name = "FingerprintMismatch";

  /** @param listed the fingerprints of the keys that the server lists */
  constructor(
    readonly dataOwner: string,
    readonly listed: readonly string[],
  ) {
    super(
      `that is not the fingerprint of a key of data owner ${dataOwner}; the server lists ` +
        (listed.length === 0 ? "none" : listed.join(" and ")),
    );
  }
}

/** A data owner has no live card; it has to log in with keys first. */
export class NoUsableKey extends ClientError {
  override readonly name = "NoUsableKey";

  constructor(readonly dataOwner: string) {
    super(`data owner ${dataOwner} has no live key card; it has to log in with keys first`);
  }
}

/** The entity may be seen and stays encrypted; ask somebody to share it again. */
export class NoEntityKey extends ClientError {
  override readonly name = "NoEntityKey";

  constructor(readonly entityId: string) {
    super(`there is no key at hand for entity ${entityId}`);
  }
}

const TAMPERED = {
  IDENTITY: "it is not the entity that was asked for",
  MALFORMED: "it breaks the form that the protocol demands",
  SIGNATURE: "the writer's signature does not hold",
  WRITER: "nothing shows that its writer may write it",
  GRANT: "a grant's signature does not hold",
  EXCHANGE: "a delegation names an exchange that is not between its two parties",
  WRAP: "a wrapped key does not belong to this entity, grant and generation",
  KEY_COMMITMENT: "the key is not the one that the header commits to",
  CONTENT: "the content was not written under this key for this entity",
  PATIENT_LINK: "it is not linked to the patient that it claims to be about",
  ROLLBACK: "it is older than what was seen before, or than its own delegations",
  FORK: "it differs from what was seen at the same version",
  HISTORY: "its author, creation or revocations are not those that were seen before",
} as const;

/** What of an entity does not hold. */
export type Tampered = keyof typeof TAMPERED;

/** What was stored is not what its writers wrote. */
export class TamperedEntity extends ClientError {
  override readonly name = "TamperedEntity";

  /**
   * @param what does not hold
   * @param by the data owner whose it would be to put right, where that can be told
   */
  constructor(
    readonly entityId: string,
    readonly what: Tampered,
    readonly by?: string,
  ) {
    const whose = by === undefined ? "" : `; by data owner ${by}`;
    super(`entity ${entityId} is refused: ${TAMPERED[what]}${whose}`);
  }
}

/** The content was signed with a key that had been retired before: it may be a thief's. */
export class RetiredKey extends ClientError {
  override readonly name = "RetiredKey";

  /** @param retiredAt milliseconds since the epoch */
  constructor(
    readonly dataOwner: string,
    readonly keyId: string,
    readonly retiredAt: number,
  ) {
    super(
      `signed with the key ${keyId} of data owner ${dataOwner} after that was retired, ${retiredAt}`,
    );
  }
}

/** The content was doubtful when somebody made a new key for it, or a copy of it. */
export class DoubtfulContent extends ClientError {
  override readonly name = "DoubtfulContent";

  /** @param writer data owner who is said to have written it */
  constructor(
    readonly entityId: string,
    readonly writer: string,
    readonly keyId: string,
  ) {
    super(
      `the content of entity ${entityId} was taken over from data owner ${writer} with the key` +
        ` ${keyId}, for which nobody vouches`,
    );
  }
}

const REFUSED_POLICY = {
  MALFORMED: "what the server answered is none",
  SIGNATURE: "it is not signed by a trusted key of its owner",
  OUTDATED: "a later version was seen before",
  FORKED: "another one of the same version was seen before",
  MISSING: "one was seen before, and none is there",
  UNCONFIRMED: "this device has not seen it before: look at it and confirm it",
} as const;

/** Automatic sharing is not applied; look at the policy and confirm it or set it anew. */
export class RefusedPolicy extends ClientError {
  override readonly name = "RefusedPolicy";

  constructor(readonly reason: keyof typeof REFUSED_POLICY) {
    super(`the policy of automatic sharing is refused: ${REFUSED_POLICY[reason]}`);
  }
}

/** The key store has no ring of this data owner. */
export class NoKeyRing extends ClientError {
  override readonly name = "NoKeyRing";

  constructor(readonly dataOwner: string) {
    super(`there is no key ring of data owner ${dataOwner}`);
  }
}

/** First keys were to be made for somebody who has cards already; nothing was made. */
export class KeysExist extends ClientError {
  override readonly name = "KeysExist";

  constructor(readonly dataOwner: string) {
    super(
      `data owner ${dataOwner} has keys already: restore them by recovery key or by notaries, add` +
        " this device and let it in from another one, or ask others to give access back",
    );
  }
}

/** Private fields that are no record (protocol §4.1); names the field, never the value. */
export class MalformedContent extends ClientError {
  override readonly name = "MalformedContent";

  constructor(
    readonly field: string,
    readonly rule: string,
  ) {
    super(`${field === "" ? "the content" : field}: ${rule}`);
  }
}
