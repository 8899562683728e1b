import { combine, split } from "shamir-secret-sharing";
import { type Bytes, concat, copy } from "../encoding/bytes.js";
import { Secret } from "../primitives/secret.js";
import { SHARE_BYTES } from "../wire/notary.js";

/** Length of a secret, bytes. */
export const SECRET_BYTES = 32;

/** How many values of x there are: all but 0 of GF(2⁸). */
const ALL_X = 255;

/**
 * Splits a secret by Shamir's scheme, bytewise over GF(2⁸) modulo 0x11b (protocol §9.4): any k shares
 * give it back, fewer say nothing of it. A share is `x (1) ‖ y (32)`, the shares have x from 1 on.
 *
 * The library chooses x at random; from all 255 shares those with the wanted ones are taken.
 *
 * @param k how many shares give it back, 1 to n
 * @param n how many shares are made, at most 255
 */
export async function splitSecret(secret: Secret, k: number, n: number): Promise<Secret[]> {
  if (!Number.isInteger(k) || !Number.isInteger(n) || k < 1 || k > n || n > ALL_X) {
    throw new RangeError("1 <= k <= n <= 255 shares");
  }
  if (secret.length !== SECRET_BYTES) {
    throw new RangeError("a secret has 32 bytes");
  }
  if (k === 1) {
    // a polynomial of degree 0, which the library does not make
    return xFrom1To(n).map((x) => share(x, secret.reveal()));
  }
  const all = await split(secret.reveal(), ALL_X, k);
  const wanted = xFrom1To(n).map((x) => share(x, yOf(all, x)));
  all.forEach((each) => each.fill(0));
  return wanted;
}

function xFrom1To(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

function yOf(all: readonly Uint8Array[], x: number): Uint8Array {
  const found = all.find((each) => each[SECRET_BYTES] === x);
  if (found === undefined) {
    throw new Error("all shares have every x");
  }
  return found.subarray(0, SECRET_BYTES);
}

function share(x: number, y: Uint8Array): Secret {
  return Secret.taking(concat(Uint8Array.of(x), y));
}

/**
 * What these shares give. Whatever is combined gives 32 bytes: that they are the secret has to be
 * checked otherwise.
 *
 * @param shares as many as were needed when the secret was split; with fewer it is something else
 * @throws RangeError if there is none, one has another length or x 0, or two have the same x
 */
export async function combineShares(shares: readonly Secret[]): Promise<Secret> {
  const parts = shares.map((each) => each.reveal());
  const used = new Set(parts.map((part) => part[0]));
  if (
    parts.length === 0 ||
    used.size < parts.length ||
    used.has(0) ||
    parts.some((part) => part.length !== SHARE_BYTES)
  ) {
    throw new RangeError("a share has 33 bytes and an x of its own, not 0");
  }
  const [first, second] = parts;
  if (first !== undefined && second === undefined) {
    return Secret.of(first.subarray(1));
  }
  const swapped = parts.map(withXLast);
  const secret = await combine(swapped);
  swapped.forEach((each) => each.fill(0));
  return Secret.taking(copy(secret));
}

/** As the library has them. */
function withXLast(part: Uint8Array): Bytes {
  return concat(part.subarray(1), part.subarray(0, 1));
}
