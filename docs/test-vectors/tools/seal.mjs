// Seals to X-Wing keys with @hpke/core: what other implementations must open, and make themselves
// from the same randomness. Prints hpke-interop.json, the same each time.
import { H, hex, kemPublicKey, pae, seal } from "./formulas.mjs";

const fixed = (label, length) => {
  const blocks = [];
  for (let i = 0; i * 32 < length; i++) {
    blocks.push(H(Buffer.from(`interop ${label} ${i}`)));
  }
  return Buffer.concat(blocks).subarray(0, length);
};

const cases = [];
for (const [name, plaintext] of [
  ["32 bytes", fixed("plaintext", 32)],
  ["nothing", Buffer.alloc(0)],
  ["a text", Buffer.from("Winter is coming")],
]) {
  const seed = fixed(`seed, ${name}`, 32);
  const randomness = fixed(`randomness, ${name}`, 64);
  const publicKey = await kemPublicKey(seed);
  const info = pae("salus/v1/example", name);
  const aad = Buffer.from(`aad, ${name}`);
  cases.push({
    name,
    seed: hex(seed),
    publicKey: hex(publicKey),
    encapsulationRandomness: hex(randomness),
    info: hex(info),
    aad: hex(aad),
    plaintext: hex(plaintext),
    sealed: hex(await seal(publicKey, plaintext, info, aad, randomness)),
  });
}
const madeBy = "@hpke/core 1.9.0, @hpke/hybridkem-x-wing 0.7.0";
console.log(JSON.stringify({ section: "0", madeBy, cases }, null, 2));
