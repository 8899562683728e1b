// The formulas of docs/protocol.md in JavaScript, written from that page alone.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createHmac,
  hkdfSync,
  sign as signWith,
  verify,
} from "node:crypto";
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";

export const hex = (bytes) => Buffer.from(bytes).toString("hex");
export const unhex = (text) => Buffer.from(text, "hex");
export const b64u = (bytes) => Buffer.from(bytes).toString("base64url");
export const unb64u = (text) => Buffer.from(text, "base64url");
export const H = (bytes) => createHash("sha256").update(bytes).digest();
export const hkdf = (ikm, info, length) =>
  Buffer.from(hkdfSync("sha256", ikm, Buffer.alloc(0), info, length));

function u64le(number) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(number));
  return bytes;
}

const part = (value) => (typeof value === "object" ? value : Buffer.from(String(value), "utf8"));

/** Parts are bytes, texts or integers. */
export function pae(...values) {
  const parts = values.map(part);
  return Buffer.concat([u64le(parts.length), ...parts.flatMap((p) => [u64le(p.length), p])]);
}

export const paeSorted = (values) => pae(...values.map(part).sort(Buffer.compare));

export function openBox(key, box, aad) {
  const cipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, 12));
  cipher.setAAD(aad);
  cipher.setAuthTag(box.subarray(-16));
  return Buffer.concat([cipher.update(box.subarray(12, -16)), cipher.final()]);
}

/** A nonce that is given is for tests only. */
export function sealBox(key, nonce, plaintext, aad) {
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()]);
}

export function verifies(publicKey, message, signature) {
  const spki = Buffer.concat([unhex("302a300506032b6570032100"), unb64u(publicKey)]);
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  return verify(null, message, key, unb64u(signature));
}

function privateKey(seed) {
  const pkcs8 = Buffer.concat([unhex("302e020100300506032b657004220420"), seed]);
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}

export const signPublicKey = (seed) =>
  createPublicKey(privateKey(seed)).export({ format: "jwk" }).x;

export const sign = (seed, message) => b64u(signWith(null, message, privateKey(seed)));

export function padme(n) {
  const e = Math.floor(Math.log2(n));
  const s = Math.floor(Math.log2(e)) + 1;
  const step = 2 ** (e - s);
  return Math.max(256, Math.ceil(n / step) * step);
}

export function fingerprint(owner, keyId) {
  const bytes = Buffer.concat([
    H(pae("salus/v1/fingerprint", owner, keyId)),
    H(pae("salus/v1/fingerprint-2", owner, keyId)),
  ]);
  const groups = [];
  for (let at = 0; at < 60; at += 5) {
    groups.push(String(bytes.readUIntBE(at, 5) % 100000).padStart(5, "0"));
  }
  return groups.join(" ");
}

export const keyId = (card) =>
  b64u(H(pae("salus/v1/key-id", unb64u(card.kem), unb64u(card.sign))));

export const cardBytes = (card) =>
  pae("salus/v1/key-card", card.owner, card.keyId, card.createdAt);

export const exchangeBytes = (r) =>
  pae("salus/v1/exchange-record", r.id, r.delegator, r.delegate, r.createdAt, r.commitment);

export const policyBytes = (p) =>
  pae(
    "salus/v1/auto-share",
    p.owner,
    p.version,
    p.updatedAt,
    paeSorted(p.all),
    paeSorted(p.medicalInformation),
    paeSorted(p.administrativeInformation),
  );

/** `links` is how a link enters: as raw bytes. */
export const entityBytes = (e, links = unb64u) =>
  pae(
    "salus/v1/entity",
    e.type,
    e.id,
    e.created,
    e.modified,
    e.author,
    e.modifiedBy,
    e.writtenUnder,
    e.version,
    e.keyGeneration,
    e.keyCommitment,
    paeSorted(e.revoked.map((r) => pae(r.delegate, r.generation))),
    paeSorted(e.tags.map((t) => pae(t.type, t.code, t.version ?? ""))),
    paeSorted(e.links.map(links)),
    H(unb64u(e.content)),
  );

export const delegationDigest = (exchangeId, d) =>
  H(pae("salus/v1/delegation", exchangeId, d.delegate, d.permission));

export const grantBytes = (e, g) =>
  pae(
    "salus/v1/grant",
    e.type,
    e.id,
    e.author,
    g.by,
    g.grantedAt,
    g.generation,
    paeSorted(g.parents),
    paeSorted([
      ...Object.entries(g.delegations).map(([id, d]) => delegationDigest(id, d)),
      ...(g.gone ?? []).map(unb64u),
    ]),
  );

export const inviteProof = (s, owner, keyId) =>
  createHmac("sha256", hkdf(s, "salus/v1/invite", 32)).update(pae(owner, keyId)).digest();

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The 32 bytes that somebody typed as 56 symbols; an error for what is mistyped. */
export function recoveryKey(typed) {
  const symbols = [...typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "")].map((c) =>
    c === "O" ? 0 : c === "I" || c === "L" ? 1 : CROCKFORD.indexOf(c),
  );
  if (symbols.length !== 56 || symbols.includes(-1)) throw new Error("not 56 symbols");
  const number = symbols.reduce((sum, symbol) => sum * 32n + BigInt(symbol), 0n);
  const bytes = unhex(number.toString(16).padStart(70, "0"));
  const key = bytes.subarray(0, 32);
  const checksum = H(pae("salus/v1/recovery-checksum", key)).subarray(0, 3);
  if (!checksum.equals(bytes.subarray(32))) throw new Error("checksum");
  return key;
}

export function recoveryText(key) {
  const checksum = H(pae("salus/v1/recovery-checksum", key)).subarray(0, 3);
  let number = BigInt("0x" + hex(Buffer.concat([key, checksum])));
  let text = "";
  for (let i = 0; i < 56; i++, number /= 32n) text = CROCKFORD[Number(number % 32n)] + text;
  return text.match(/.{4}/g).join("-");
}

/** Multiplication in GF(2^8) modulo 0x11b. */
function times(a, b) {
  let product = 0;
  for (; b; b >>= 1, a = (a << 1) ^ (a & 0x80 ? 0x11b : 0)) if (b & 1) product ^= a;
  return product;
}

const inverse = (a) => [...Array(256).keys()].find((b) => times(a, b) === 1);

/** The shares x ‖ y of a secret; `coefficients` has k-1 times its length, lowest power first. */
export function split(secret, coefficients, n) {
  const powers = [secret];
  for (let at = 0; at < coefficients.length; at += secret.length) {
    powers.push(coefficients.subarray(at, at + secret.length));
  }
  return [...Array(n).keys()].map((i) => {
    const value = (byte) => powers.reduceRight((sum, p) => times(sum, i + 1) ^ p[byte], 0);
    return Buffer.from([i + 1, ...[...secret.keys()].map(value)]);
  });
}

/** What shares give: interpolation at 0. */
export function combine(shares) {
  const secret = Buffer.alloc(shares[0].length - 1);
  for (const share of shares) {
    const factor = shares
      .filter((other) => other !== share)
      .reduce((f, other) => times(f, times(other[0], inverse(other[0] ^ share[0]))), 1);
    secret.forEach((byte, i) => (secret[i] = byte ^ times(factor, share[i + 1])));
  }
  return secret;
}

export const notarySetBytes = (s) =>
  pae(
    "salus/v1/notary-set",
    s.setId,
    s.owner,
    s.k,
    paeSorted(s.notaries),
    s.recoveryId,
    s.createdAt,
    pae(...[...s.notaries].sort().map((notary) => s.commitments[notary])),
  );

export const kem = new XWing();
export const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export async function kemPublicKey(seed) {
  const pair = await kem.generateKeyPairDerand(Uint8Array.from(seed));
  return Buffer.from(await kem.serializePublicKey(pair.publicKey));
}

/** `randomness` (64 bytes) is for tests only. */
export async function seal(publicKey, plaintext, info, aad, randomness) {
  const sender = await suite.createSenderContext({
    recipientPublicKey: await kem.deserializePublicKey(Uint8Array.from(publicKey)),
    info: Uint8Array.from(info),
    ekm: Uint8Array.from(randomness).buffer,
  });
  const ct = await sender.seal(Uint8Array.from(plaintext), Uint8Array.from(aad));
  return Buffer.concat([Buffer.from(sender.enc), Buffer.from(ct)]);
}

export async function openSeal(seed, sealed, info, aad) {
  const recipient = await suite.createRecipientContext({
    recipientKey: await kem.importKey("raw", Uint8Array.from(seed), false),
    enc: Uint8Array.from(sealed.subarray(0, 1120)),
    info: Uint8Array.from(info),
  });
  const plaintext = await recipient.open(
    Uint8Array.from(sealed.subarray(1120)),
    Uint8Array.from(aad),
  );
  return Buffer.from(plaintext);
}
