// Makes an entity with tags and links with the formulas in formulas.mjs: boxed, wrapped and signed by
// Node's own crypto. Prints entities-interop.json, the same each time.
import { readFileSync } from "node:fs";
import * as f from "./formulas.mjs";

const { H, b64u, hex, hkdf, pae, unb64u, unhex } = f;
const fixed = (label, length) => H(Buffer.from(`interop entity ${label}`)).subarray(0, length);

// The author is one of cards.json, whose seeds are there.
const { card, signSeed } = JSON.parse(
  readFileSync(new URL("../cards.json", import.meta.url)),
).cases[0];
const seed = unhex(signSeed);
const own = "55555555-5555-4555-8555-555555555551";
const patient = "018bcfe5-6800-7000-8000-000000000001";
const k = fixed("key", 32);
const wrapKey = hkdf(fixed("exchange key", 32), "salus/v1/wrap", 32);

const e = {
  id: "018bcfe5-6800-7000-8000-000000000003",
  type: "DataSample",
  created: card.createdAt,
  modified: card.createdAt + 1,
  author: card.owner,
  modifiedBy: card.owner,
  writtenUnder: own,
  version: 2,
  keyGeneration: 1,
  keyCommitment: b64u(hkdf(k, "salus/v1/key-commitment", 32)),
  revoked: [],
  // In no order that is that of the signature: a PAE begins with lengths, and Unicode is not UTF-16.
  tags: [
    { type: "SNOMED-CT", code: "364075005" },
    { type: "LOINC", code: "8867-4", version: "2.77" },
    { type: "LOINC", code: "\u{1F493}" },
    { type: "LOINC", code: "\uFB03" },
    { type: "CD", code: "puls, früh" },
  ],
  // Base64url orders otherwise than the bytes: "-" and "_" stand for the highest.
  links: ["_wAAAAAAAAAAAAAAAAAAAA", "-AAAAAAAAAAAAAAAAAAAAA", "zAAAAAAAAAAAAAAAAAAAAA"].concat(
    b64u(hkdf(fixed("link secret", 16), pae("salus/v1/link", "DataSample"), 16)),
  ),
};

const plaintext = JSON.stringify({ content: { fr: { numberValue: 61.5 } }, comment: "früh" });
const contentNonce = fixed("content nonce", 12);
const contentAad = pae("salus/v1/content", e.type, e.id, e.keyGeneration);
const padded = Buffer.alloc(f.padme(Buffer.byteLength(plaintext)), " ");
padded.write(plaintext);
e.content = b64u(f.sealBox(k, contentNonce, padded, contentAad));
e.signedBy = card.keyId;
e.signature = f.sign(seed, f.entityBytes(e));

const grant = {
  by: card.owner,
  signedBy: card.keyId,
  grantedAt: card.createdAt + 1,
  generation: 1,
  parents: [],
  delegations: { [own]: { delegate: card.owner, permission: "WRITE" } },
};
grant.signature = f.sign(seed, f.grantBytes(e, grant));
const hash = H(unb64u(grant.signature));
const delegation = grant.delegations[own];
const boxes = [];

function box(field, aad, inside, holds) {
  const nonce = fixed(`${field} nonce`, 12);
  delegation[field] = b64u(f.sealBox(wrapKey, nonce, Buffer.from(JSON.stringify(inside)), aad));
  boxes.push({ field, exchangeId: own, wrapKey: hex(wrapKey), nonce: hex(nonce), aad: hex(aad), holds });
}
box(
  "wrapped",
  pae("salus/v1/wrap", e.type, e.id, own, e.keyGeneration, hash),
  { key: b64u(k), generation: e.keyGeneration, version: e.version },
  { k: hex(k), version: e.version },
);
box("link", pae("salus/v1/wrap-link", e.type, e.id, own, hash), { patient }, { patient });
e.grants = [grant];

const asText = f.entityBytes(e, (link) => link);
console.log(
  JSON.stringify(
    {
      section: "4, 5, 6",
      madeBy: "node:crypto",
      cases: [
        {
          k: hex(k),
          plaintext,
          contentNonce: hex(contentNonce),
          contentAad: hex(contentAad),
          cards: [card],
          entity: e,
          signedBytes: hex(f.entityBytes(e)),
          grants: [
            {
              digests: { [own]: hex(f.delegationDigest(own, delegation)) },
              signedBytes: hex(f.grantBytes(e, grant)),
              signatureHash: hex(hash),
              boxes,
            },
          ],
        },
      ],
      refused: [
        {
          kind: "SIGNATURE",
          reason: "links enter as their base64url text",
          card,
          signedBytes: hex(asText),
          entity: { ...e, signature: f.sign(seed, asText) },
        },
      ],
    },
    null,
    2,
  ),
);
