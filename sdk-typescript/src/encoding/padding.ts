/** Everything shorter looks like this length, bytes. */
const LEAST = 256;

/**
 * The length that a plaintext of n bytes is filled up to (protocol §4): `max(256, padmé(n))`, so
 * that it says O(log log n) bits, for less than 12 % (Nikitin et al., PETS 2019).
 */
export function paddedLength(n: number): number {
  if (n < LEAST) {
    return LEAST;
  }
  const e = floorLog2(n);
  const step = 2 ** (e - floorLog2(e) - 1);
  return Math.ceil(n / step) * step;
}

function floorLog2(n: number): number {
  return 31 - Math.clz32(n);
}
