import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, concat, copy, equalBytes } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { uuidBytes, uuidOf } from "../encoding/uuid.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { Invalid } from "../error/server.js";
import { hkdf, hmacSha256 } from "../primitives/hash.js";
import type { RandomSource } from "../primitives/random.js";
import { Secret } from "../primitives/secret.js";

const PART_BYTES = 16;

/**
 * What an inviter hands over, by a way that the server does not see (protocol §1): the server's token,
 * a secret that it never gets, and the data owner that the invited becomes. It shows through
 * {@link reveal} only.
 */
export class InvitationCode {
  /** The data owner that the invited becomes, for making its key ring. */
  readonly dataOwner: string;
  /** The server's part: base64url. */
  readonly token: string;
  readonly #secret: Secret;

  private constructor(token: string, secret: Secret, dataOwner: string) {
    this.token = token;
    this.#secret = secret;
    this.dataOwner = dataOwner;
  }

  /**
   * A new one.
   *
   * @param token of the server's, base64url of 16 bytes
   * @throws ProtocolViolation if the token is none
   */
  static of(token: string, dataOwner: string, random: RandomSource): InvitationCode {
    if (fromBase64Url(token, "token").length !== PART_BYTES) {
      throw new ProtocolViolation("BASE64URL", "token", "must be base64url of 16 bytes");
    }
    return new InvitationCode(token, Secret.taking(random(PART_BYTES)), dataOwner);
  }

  /**
   * Reads a code as it was handed over.
   *
   * @throws Invalid naming `code` if it is none
   */
  static parse(text: string): InvitationCode {
    const raw = decoded(text);
    if (raw?.length !== 3 * PART_BYTES) {
      throw new Invalid("code", "an invitation code has 64 characters");
    }
    return new InvitationCode(
      toBase64Url(raw.subarray(0, PART_BYTES)),
      Secret.of(raw.subarray(PART_BYTES, 2 * PART_BYTES)),
      uuidOf(raw.subarray(2 * PART_BYTES)),
    );
  }

  /** The code to hand over; whoever has it can become the data owner's user. */
  reveal(): string {
    const token = fromBase64Url(this.token, "token");
    return toBase64Url(concat(token, this.#secret.reveal(), uuidBytes(this.dataOwner)));
  }

  /** What proves to the inviter that a card comes from whoever has the code: base64url. */
  proof(keyId: string): string {
    return toBase64Url(this.#hmac(keyId));
  }

  /**
   * Whether a card with this keyId comes from whoever has the code.
   *
   * @throws ProtocolViolation if the proof is no base64url
   */
  isProof(proof: string, keyId: string): boolean {
    return equalBytes(fromBase64Url(proof, "proof"), this.#hmac(keyId));
  }

  #hmac(keyId: string): Bytes {
    const key = hkdf(this.#secret.reveal(), "salus/v1/invite", 32);
    const proof = hmacSha256(key, pae(this.dataOwner, keyId));
    key.fill(0);
    return copy(proof);
  }

  /** Without token and secret. */
  toString(): string {
    return `InvitationCode[${this.dataOwner}, [REDACTED]]`;
  }

  /** Without token and secret. */
  toJSON(): string {
    return this.toString();
  }
}

function decoded(text: string): Bytes | undefined {
  try {
    return fromBase64Url(text, "code");
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      return undefined;
    }
    throw failure;
  }
}
