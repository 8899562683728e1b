import type { Bytes } from "../encoding/bytes.js";

/** Where random bytes come from; each call gives as many as it is asked for. */
export type RandomSource = (length: number) => Bytes;

/** The platform's generator (`crypto.getRandomValues`): what everything but a test uses. */
export const platformRandom: RandomSource = (length) =>
  globalThis.crypto.getRandomValues(new Uint8Array(length));
