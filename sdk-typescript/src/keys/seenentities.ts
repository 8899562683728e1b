import type { FieldReader } from "../wire/fields.js";

const HASH_BYTES = 32;

/** That somebody was locked out of an entity, from this key generation on. */
export interface SeenRevocation {
  readonly delegate: string;
  readonly generation: number;
}

/**
 * What a reader remembers of the newest version of an entity that it has seen (protocol §4), so that
 * a server cannot show an older one or another one under the same id.
 */
export interface SeenEntity {
  readonly version: number;
  readonly keyGeneration: number;
  /** The data owner who created it. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly revoked: readonly SeenRevocation[];
  /** Base64url of `H(signature)`. */
  readonly signatureHash: string;
}

/** How many entities a ring remembers; beyond that the least recently used go first. */
export const MOST_SEEN = 50_000;

/** The newest that a ring has seen of entities; the least recently used go first. */
export class SeenEntities {
  readonly #byId = new Map<string, SeenEntity>();

  /** What is remembered of an entity, which counts as used by that. */
  of(entityId: string): SeenEntity | undefined {
    const known = this.#byId.get(entityId);
    if (known !== undefined) {
      this.#put(entityId, known);
    }
    return known;
  }

  /** Remembers it unless something newer is; whether that changes anything. */
  record(entityId: string, now: SeenEntity): boolean {
    const before = this.#byId.get(entityId);
    const newer =
      before === undefined ||
      (now.version >= before.version && now.keyGeneration >= before.keyGeneration);
    if (newer) {
      this.#put(entityId, now);
    }
    if (this.#byId.size > MOST_SEEN) {
      this.#forgetOldest();
    }
    return newer && !(before !== undefined && areEqual(now, before));
  }

  /** Whether there was anything to forget. */
  forget(entityId: string): boolean {
    return this.#byId.delete(entityId);
  }

  /** A copy, the least recently used first. */
  all(): ReadonlyMap<string, SeenEntity> {
    return new Map(this.#byId);
  }

  /** A map has its entries in the order in which they were put there. */
  #put(entityId: string, seen: SeenEntity): void {
    this.#byId.delete(entityId);
    this.#byId.set(entityId, seen);
  }

  #forgetOldest(): void {
    for (const oldest of this.#byId.keys()) {
      this.#byId.delete(oldest);
      return;
    }
  }
}

function areEqual(one: SeenEntity, other: SeenEntity): boolean {
  return (
    one.version === other.version &&
    one.keyGeneration === other.keyGeneration &&
    one.author === other.author &&
    one.created === other.created &&
    one.signatureHash === other.signatureHash &&
    one.revoked.length === other.revoked.length &&
    one.revoked.every((each, i) => isSame(each, other.revoked[i]))
  );
}

function isSame(one: SeenRevocation, other: SeenRevocation | undefined): boolean {
  return one.delegate === other?.delegate && one.generation === other.generation;
}

/** Reads what is remembered of one entity in a ring's JSON form. */
export function readSeen(fields: FieldReader): SeenEntity {
  return {
    version: fields.integer("version"),
    keyGeneration: fields.integer("keyGeneration"),
    author: fields.uuid("author"),
    created: fields.integer("created"),
    revoked: fields.objects("revoked", (each) => ({
      delegate: each.uuid("delegate"),
      generation: each.integer("generation"),
    })),
    signatureHash: fields.base64("signatureHash", HASH_BYTES),
  };
}
