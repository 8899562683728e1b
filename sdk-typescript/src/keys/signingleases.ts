import { fromBase64Url } from "../encoding/base64url.js";
import { KEY_ID_BYTES } from "../wire/card.js";
import { FieldReader } from "../wire/fields.js";

const MINUTE = 60_000;

/** What is signed is dated by less than this after its write began, whoever set the clock. */
export const LEAST = 20 * MINUTE;

/** For so long a ring that is kept once may sign: one that is older by less is not found. */
export const LEASED = 40 * MINUTE;

/**
 * A key has signed what its ring knows nothing of: the ring was put back from an older copy, or
 * somebody else has the key.
 */
export interface RingBehind {
  readonly keyId: string;
  /** Up to when the ring may have signed with it, milliseconds since the epoch. */
  readonly knownUpTo: number;
  /** The date of the latest that the key has signed, as far as it was shown. */
  readonly signedAt: number;
}

/**
 * Up to when each key of a ring may have signed (protocol §9.1). It is kept before anything is signed,
 * for a while ahead; so whatever a key has verifiably signed later was signed by a newer state of this
 * ring, or by another ring with the same key.
 */
export class SigningLeases {
  readonly #upTo = new Map<string, number>();
  #behind: RingBehind | undefined;

  /** @param changed is told after each change */
  constructor(private readonly changed: () => void) {}

  /** Lets a key sign for a while, which is to be kept before it does; whether there is something to keep. */
  renew(keyId: string, now: number): boolean {
    return (this.#upTo.get(keyId) ?? 0) < now + LEAST && this.#raise(keyId, now + LEASED);
  }

  /** Something that this key has signed, which was verified; one that the ring has not says nothing. */
  shown(keyId: string, date: number): void {
    const known = this.#upTo.get(keyId);
    if (known !== undefined && date > known) {
      this.#behind = { keyId, knownUpTo: this.#behind?.knownUpTo ?? known, signedAt: date };
      this.#raise(keyId, date);
    }
  }

  /** Whether the ring was found to be older than what its keys have signed, since it was opened. */
  get behind(): RingBehind | undefined {
    return this.#behind;
  }

  /** By keyId. */
  all(): ReadonlyMap<string, number> {
    return new Map(this.#upTo);
  }

  /** Adds what an import, or another ring of the same owner, knows. */
  takeOver(others: ReadonlyMap<string, number>): void {
    others.forEach((date, keyId) => this.#raise(keyId, date));
  }

  #raise(keyId: string, date: number): boolean {
    const later = date > (this.#upTo.get(keyId) ?? 0);
    if (later) {
      this.#upTo.set(keyId, date);
      this.changed();
    }
    return later;
  }
}

/** The leases of a ring's JSON form; none if it has none. */
export function readLeased(fields: FieldReader): ReadonlyMap<string, number> {
  if (!fields.has("leased")) {
    return new Map();
  }
  const json = fields.raw("leased");
  const dates = new FieldReader(json, fields.path("leased"));
  const keyIds = [...json.members.keys()];
  for (const keyId of keyIds) {
    if (fromBase64Url(keyId, fields.path("leased")).length !== KEY_ID_BYTES) {
      throw fields.violation("VALUE", "leased", "must be by keyId");
    }
  }
  return new Map(keyIds.map((keyId) => [keyId, dates.integer(keyId)]));
}
