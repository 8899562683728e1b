import { toBase64Url } from "../encoding/base64url.js";
import { type Bytes, copy } from "../encoding/bytes.js";

const REDACTED = "[REDACTED]";

/**
 * Secret bytes. They show in no text, JSON or console, and are read by {@link reveal} alone. Wiping
 * is as good as the platform allows: engines may have moved or copied the bytes.
 */
export class Secret {
  readonly #bytes: Bytes;
  #wiped = false;

  private constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  /** A secret of a copy of these bytes. */
  static of(bytes: Uint8Array): Secret {
    return new Secret(copy(bytes));
  }

  /** A secret of these bytes themselves, which the caller must not use any more. */
  static taking(bytes: Bytes): Secret {
    return new Secret(bytes);
  }

  /** How many bytes it has. */
  get length(): number {
    return this.#bytes.length;
  }

  /**
   * The bytes themselves; not to be kept or changed.
   *
   * @throws Error if it was wiped
   */
  reveal(): Bytes {
    if (this.#wiped) {
      throw new Error("the secret was wiped: the connection is closed");
    }
    return this.#bytes;
  }

  /** The bytes as base64url, for what holds secrets itself, as a key ring. */
  revealBase64Url(): string {
    return toBase64Url(this.reveal());
  }

  /** Overwrites the bytes; nothing reads them after. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#wiped = true;
  }

  /** Never the secret. */
  toString(): string {
    return REDACTED;
  }

  /** Never the secret. */
  toJSON(): string {
    return REDACTED;
  }
}
