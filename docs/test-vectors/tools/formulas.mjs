// The formulas of docs/protocol.md in JavaScript, written from that page alone.
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
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

export function verifies(publicKey, message, signature) {
  const spki = Buffer.concat([unhex("302a300506032b6570032100"), unb64u(publicKey)]);
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  return verify(null, message, key, unb64u(signature));
}

export function signPublicKey(seed) {
  const pkcs8 = Buffer.concat([unhex("302e020100300506032b657004220420"), seed]);
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  return createPublicKey(key).export({ format: "jwk" }).x;
}

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

export const entityBytes = (e) =>
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
    paeSorted(e.links.map(unb64u)),
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
