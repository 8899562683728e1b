import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, fromUtf8 } from "../encoding/bytes.js";
import { paddedLength } from "../encoding/padding.js";
import { pae } from "../encoding/pae.js";
import { JsonRefused, parseObject } from "../json/parse.js";
import { openBox, sealBox } from "../primitives/box.js";
import { CryptoFailure } from "../primitives/failure.js";
import { hkdf } from "../primitives/hash.js";
import type { RandomSource } from "../primitives/random.js";
import { Secret } from "../primitives/secret.js";
import type { EntityHeader } from "../wire/entity.js";

const KEY_BYTES = 32;
const SPACE = 0x20;

/** How deep, long and wide private fields may be (protocol §4.1). */
export const CONTENT_LIMITS = {
  depth: 100,
  nameChars: 50_000,
  textChars: 20_000_000,
  numberChars: 1_000,
} as const;

/** The key `K` of one entity in one key generation (protocol §4). */
export class EntityKey {
  /** Binds the key: the entity's `keyCommitment`. */
  readonly commitment: string;

  /**
   * @param generation 1 at creation, one more at each re-key
   * @throws RangeError if the secret has not 32 bytes
   */
  constructor(
    readonly generation: number,
    readonly secret: Secret,
  ) {
    if (secret.length !== KEY_BYTES) {
      throw new RangeError("an entity key has 32 bytes");
    }
    this.commitment = toBase64Url(hkdf(secret.reveal(), "salus/v1/key-commitment", KEY_BYTES));
  }

  /** A new random key of this generation. */
  static generate(generation: number, random: RandomSource): EntityKey {
    return new EntityKey(generation, Secret.taking(random(KEY_BYTES)));
  }

  /**
   * This key, if it is the one that was committed to.
   *
   * @throws CryptoFailure of kind `COMMITMENT` if it is not
   */
  requireCommitment(keyCommitment: string): this {
    if (this.commitment !== keyCommitment) {
      throw new CryptoFailure("COMMITMENT");
    }
    return this;
  }

  /**
   * The base64url `content` of an entity.
   *
   * @param json the private fields as UTF-8
   */
  async sealContent(
    json: Uint8Array,
    place: Pick<EntityHeader, "type" | "id">,
    random: RandomSource,
  ): Promise<string> {
    const padded = new Uint8Array(paddedLength(json.length)).fill(SPACE);
    padded.set(json);
    const aad = contentAad(place, this.generation);
    return toBase64Url(await sealBox(this.secret.reveal(), padded, aad, random));
  }

  /**
   * The private fields in an entity's `content`, without what they were filled up with. The key's
   * commitment must have been checked before: AES-GCM does not commit to a key.
   *
   * @param content base64url
   * @throws CryptoFailure of kind `OPEN` if it does not open, `CONTENT` if something else than one
   *   JSON object is inside
   */
  async openContent(content: string, place: Pick<EntityHeader, "type" | "id">): Promise<string> {
    const box = fromBase64Url(content, "content");
    const aad = contentAad(place, this.generation);
    return contentText(await openBox(this.secret.reveal(), box, aad));
  }

  /** Overwrites the key; nothing opens or seals with it after. */
  wipe(): void {
    this.secret.wipe();
  }
}

function contentAad(place: Pick<EntityHeader, "type" | "id">, keyGeneration: number): Bytes {
  return pae("salus/v1/content", place.type, place.id, keyGeneration);
}

function contentText(padded: Bytes): string {
  try {
    const json = fromUtf8(padded).replace(/ +$/, "");
    parseObject(json, CONTENT_LIMITS);
    return json;
  } catch (failure) {
    if (failure instanceof JsonRefused || failure instanceof TypeError) {
      throw new CryptoFailure("CONTENT");
    }
    throw failure;
  }
}
