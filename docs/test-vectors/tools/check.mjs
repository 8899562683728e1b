// Checks the vectors with the formulas in formulas.mjs: none of it is Salus's own code.
// Prints how many checks were made; exits with 1 at the first that fails.
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert";
import * as f from "./formulas.mjs";

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url)));
const { hex, unhex, b64u, unb64u, pae, hkdf } = f;
let checks = 0;
const same = (actual, expected) => (strictEqual(actual, expected), checks++);
const holds = (value) => (ok(value), checks++);

const value = (p) => (p.hex === undefined ? (p.utf8 ?? p.integer) : unhex(p.hex));
const paeFile = read("pae.json");
paeFile.cases.forEach((c) => same(hex(pae(...c.parts.map(value))), c.pae));
paeFile.sorted.forEach((c) => same(hex(f.paeSorted(c.texts)), c.pae));

for (const c of read("box.json").cases) {
  same(hex(f.openBox(unhex(c.key), unhex(c.box), unhex(c.aad))), c.plaintext);
  same(c.box.slice(0, 24), c.nonce);
}
read("padding.json").cases.forEach((c) => same(f.padme(c.length), c.padded));

const derived = read("derivations.json");
derived.hkdf.forEach((c) => same(hex(hkdf(unhex(c.ikm), c.info, c.length)), c.okm));
for (const c of derived.exchangeKeys) {
  same(b64u(hkdf(unhex(c.x), "salus/v1/exchange-commitment", 32)), c.commitment);
  same(hex(hkdf(unhex(c.x), "salus/v1/wrap", 32)), c.wrapKey);
}
derived.entityKeys.forEach((c) =>
  same(b64u(hkdf(unhex(c.k), "salus/v1/key-commitment", 32)), c.keyCommitment),
);
derived.links.forEach((c) =>
  same(b64u(hkdf(unhex(c.secret), pae("salus/v1/link", c.type), 16)), c.link),
);

const cards = read("cards.json");
for (const c of cards.cases) {
  same(b64u(await f.kemPublicKey(unhex(c.kemSeed))), c.card.kem);
  same(f.keyId(c.card), c.card.keyId);
  same(hex(f.cardBytes(c.card)), c.signedBytes);
  holds(f.verifies(c.card.sign, f.cardBytes(c.card), c.card.signature));
  same(f.fingerprint(c.card.owner, c.card.keyId), c.fingerprint);
  same(`salus:v1:${c.card.owner}:${c.card.keyId}`, c.qrCode);
}
for (const { by, card, signedBytes } of cards.endorsements) {
  const bytes = pae("salus/v1/key-endorsement", card.owner, card.keyId);
  same(hex(bytes), signedBytes);
  holds(f.verifies(by.sign, bytes, card.endorsements[0].signature));
}
for (const { by, card, signedBytes } of cards.retirements) {
  const r = card.retired;
  const bytes = pae("salus/v1/key-retired", card.owner, card.keyId, r.by, r.at, r.successor ?? "");
  same(hex(bytes), signedBytes);
  holds(f.verifies(by.sign, bytes, r.signature));
}

const exchanges = read("exchanges.json");
for (const c of exchanges.cases) {
  const r = c.record;
  same(hex(f.exchangeBytes(r)), c.signedBytes);
  holds(f.verifies(c.signer.sign, f.exchangeBytes(r), r.signature));
  same(b64u(hkdf(unhex(c.x), "salus/v1/exchange-commitment", 32)), r.commitment);
  const info = pae("salus/v1/exchange", r.id, r.delegator, r.delegate);
  same(hex(info), c.info);
  for (const e of c.entries) {
    const sealed = unb64u(r.sealed[e.keyId]);
    const aad = Buffer.from(e.keyId);
    same(hex(await f.openSeal(unhex(e.kemSeed), sealed, info, aad)), c.x);
    const again = await f.seal(
      await f.kemPublicKey(unhex(e.kemSeed)),
      unhex(c.x),
      info,
      aad,
      unhex(e.encapsulationRandomness),
    );
    same(hex(again), hex(sealed));
  }
}
for (const c of exchanges.attestations) {
  const a = c.attestation;
  const knew = f.paeSorted(a.knew.map((known) => pae(known.keyId, known.how)));
  const said = [c.exchangeId, c.commitment, c.newKeyId, String(a.at), knew];
  const bytes = pae("salus/v1/access-back", ...said);
  same(hex(bytes), c.signedBytes);
  holds(f.verifies(c.signer.sign, bytes, c.attestation.signature));
}
for (const c of read("policies.json").cases) {
  same(hex(f.policyBytes(c.policy)), c.signedBytes);
  holds(f.verifies(c.signer.sign, f.policyBytes(c.policy), c.policy.signature));
}

function checkGrant(c, e, g, described) {
  same(hex(f.grantBytes(e, g)), described.signedBytes);
  const card = c.cards.find((candidate) => candidate.keyId === g.signedBy);
  holds(f.verifies(card.sign, f.grantBytes(e, g), g.signature));
  const hash = f.H(unb64u(g.signature));
  same(hex(hash), described.signatureHash);
  for (const [id, d] of Object.entries(g.delegations)) {
    same(hex(f.delegationDigest(id, d)), described.digests[id]);
  }
  for (const box of described.boxes) {
    const d = g.delegations[box.exchangeId];
    const aad =
      box.field === "link"
        ? pae("salus/v1/wrap-link", e.type, e.id, box.exchangeId, hash)
        : pae("salus/v1/wrap", e.type, e.id, box.exchangeId, e.keyGeneration, hash);
    same(hex(aad), box.aad);
    const inside = JSON.parse(f.openBox(unhex(box.wrapKey), unb64u(d[box.field]), aad));
    const expected = { ...box.holds };
    if (box.field === "wrapped") {
      expected.key = b64u(unhex(expected.k));
      expected.generation = e.keyGeneration;
      delete expected.k;
    } else if (expected.secret) {
      expected.secret = b64u(unhex(expected.secret));
    }
    deepStrictEqual(inside, expected);
    checks++;
  }
}

const interop = read("entities-interop.json");
for (const c of [...read("entities.json").cases, ...interop.cases]) {
  const e = c.entity;
  same(hex(f.entityBytes(e)), c.signedBytes);
  const card = c.cards.find((candidate) => candidate.keyId === e.signedBy);
  holds(f.verifies(card.sign, f.entityBytes(e), e.signature));
  same(b64u(hkdf(unhex(c.k), "salus/v1/key-commitment", 32)), e.keyCommitment);
  const aad = pae("salus/v1/content", e.type, e.id, e.keyGeneration);
  same(hex(aad), c.contentAad);
  const padded = f.openBox(unhex(c.k), unb64u(e.content), aad).toString("utf8");
  same(padded.trimEnd(), c.plaintext);
  same(Buffer.byteLength(padded), f.padme(Buffer.byteLength(c.plaintext)));
  e.grants.forEach((g, i) => checkGrant(c, e, g, c.grants[i]));
}

for (const { entity, card } of interop.refused) {
  holds(!f.verifies(card.sign, f.entityBytes(entity), entity.signature));
}

for (const c of read("hpke-interop.json").cases) {
  const open = f.openSeal(unhex(c.seed), unhex(c.sealed), unhex(c.info), unhex(c.aad));
  same(hex(await open), c.plaintext);
}

for (const c of read("invitations.json").cases) {
  const code = unb64u(c.code);
  same(b64u(code.subarray(0, 16)), c.token);
  same(hex(code.subarray(16, 32)), c.s);
  same(hex(code.subarray(32)), c.owner.replaceAll("-", ""));
  same(b64u(f.inviteProof(unhex(c.s), c.owner, c.keyId)), c.proof);
}

const recovery = read("recovery.json");
for (const c of recovery.keys) {
  same(f.recoveryText(unhex(c.key)), c.text);
  [c.text, ...c.typed].forEach((typed) => same(hex(f.recoveryKey(typed)), c.key));
  same(b64u(hkdf(unhex(c.key), "salus/v1/recovery-id", 16)), c.recoveryId);
}
for (const typed of recovery.mistyped) {
  throws(() => f.recoveryKey(typed));
  checks++;
}
for (const c of recovery.boxes) {
  const id = b64u(hkdf(unhex(c.key), "salus/v1/recovery-id", 16));
  const aad = pae("salus/v1/recovery", c.owner, id);
  same(hex(aad), c.aad);
  const inside = f.openBox(hkdf(unhex(c.key), "salus/v1/recovery-key", 32), unb64u(c.box), aad);
  same(hex(inside), c.plaintext);
  deepStrictEqual(JSON.parse(inside[0] === 0x7b ? inside : inflateSync(inside)), c.keyRing);
  checks++;
}

const notaries = read("notaries.json");
for (const c of notaries.splits) {
  const shares = f.split(unhex(c.secret), unhex(c.coefficients), c.n);
  deepStrictEqual(shares.map(hex), c.shares);
  same(hex(f.combine(shares.slice(0, c.k))), c.secret);
  same(hex(f.combine(shares.slice(-c.k))), c.secret);
}
for (const c of notaries.sets) {
  same(hex(f.notarySetBytes(c.set)), c.signedBytes);
  holds(f.verifies(c.signer.sign, f.notarySetBytes(c.set), c.set.signature));
  same(b64u(hkdf(unhex(c.key), "salus/v1/recovery-id", 16)), c.set.recoveryId);
  same(hex(f.combine(c.shares.map((s) => unhex(s.share)))), c.key);
  for (const s of c.shares) {
    const { owner, kemSeed } = s.notary;
    const commitment = pae("salus/v1/notary-commitment", c.set.setId, owner, unhex(s.share));
    same(b64u(f.H(commitment)), c.set.commitments[owner]);
    const info = pae("salus/v1/notary-share", c.set.setId, c.set.owner, owner);
    same(hex(info), s.info);
    same(hex(await f.openSeal(unhex(kemSeed), unb64u(s.sealed), info, Buffer.alloc(0))), s.share);
  }
}
for (const c of notaries.returns) {
  const { setId, owner, recoveryId } = c.set;
  const parts = [setId, c.requestId, owner, c.notary, c.newKeyId];
  const info = pae("salus/v1/notary-return", ...parts);
  same(hex(info), c.info);
  const sealed = unb64u(c.returned.sealed);
  const signed = pae("salus/v1/notary-return", ...parts, recoveryId, f.H(sealed));
  same(hex(signed), c.signedBytes);
  holds(f.verifies(c.signer.sign, signed, c.returned.signature));
  same(hex(await f.openSeal(unhex(c.newKey.kemSeed), sealed, info, Buffer.alloc(0))), c.share);
}
for (const c of notaries.acceptances) {
  const { at, signature } = c.acceptance;
  const parts = [c.set.setId, c.set.owner, c.notary, f.H(f.notarySetBytes(c.set)), String(at)];
  const signed = pae("salus/v1/notary-accept", ...parts);
  same(hex(signed), c.signedBytes);
  holds(f.verifies(c.signer.sign, signed, signature));
}

const refused = read("refused-boxes.json");
for (const c of refused.boxes) {
  throws(() => f.openBox(unhex(c.key), unhex(c.box), unhex(c.aad)));
  checks++;
}
for (const c of refused.signatures) {
  holds(!f.verifies(c.sign, unhex(c.message), c.signature));
}
for (const c of refused.exchanges.filter((candidate) => candidate.kind === "OPEN")) {
  const r = c.record;
  const keyId = f.keyId({
    kem: b64u(await f.kemPublicKey(unhex(c.key.kemSeed))),
    sign: f.signPublicKey(unhex(c.key.signSeed)),
  });
  const info = pae("salus/v1/exchange", r.id, r.delegator, r.delegate);
  const sealed = unb64u(r.sealed[keyId] ?? "");
  await rejects(f.openSeal(unhex(c.key.kemSeed), sealed, info, Buffer.from(keyId)));
  checks++;
}
console.log(`${checks} checks hold`);
