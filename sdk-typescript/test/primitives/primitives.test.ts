import { Aes128Gcm, Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { describe, expect, it } from "vitest";
import { openBox, sealBox } from "../../src/primitives/box.js";
import { signatureHolds, signMessage, signPublicKey } from "../../src/primitives/ed25519.js";
import { hkdf } from "../../src/primitives/hash.js";
import { canBeSealedTo, kemPublicKey, openSeal, seal } from "../../src/primitives/seal.js";
import { fromBase64Url } from "../../src/encoding/base64url.js";
import { hex, once, unhex, vectors } from "../vectors/files.js";

interface BoxCase {
  readonly key: string;
  readonly nonce: string;
  readonly plaintext: string;
  readonly aad: string;
  readonly box: string;
}

interface RefusedFile {
  readonly boxes: readonly { name: string; kind: string; key: string; box: string; aad: string }[];
  readonly signatures: readonly {
    name: string;
    sign: string;
    message: string;
    signature: string;
  }[];
}

interface SealCase {
  readonly name: string;
  readonly seed: string;
  readonly publicKey: string;
  readonly encapsulationRandomness: string;
  readonly info: string;
  readonly aad: string;
  readonly plaintext: string;
  readonly sealed: string;
}

interface Published {
  readonly hkdf: readonly { ikm: string; info: string; okm: string }[];
  readonly ed25519: readonly {
    seed: string;
    publicKey: string;
    message: string;
    signature: string;
  }[];
  readonly hpke: readonly {
    aead: number;
    skRm: string;
    enc: string;
    info: string;
    aad: string;
    pt: string;
    ct: string;
  }[];
}

const refused = vectors<RefusedFile>("refused-boxes.json");
const published = vectors<Published>("published.json");

describe("a box", () => {
  it.each(vectors<{ cases: readonly BoxCase[] }>("box.json").cases)("is $box", async (c) => {
    const [key, plaintext, aad] = [unhex(c.key), unhex(c.plaintext), unhex(c.aad)];
    expect(hex(await sealBox(key, plaintext, aad, once(unhex(c.nonce))))).toBe(c.box);
    expect(hex(await openBox(key, unhex(c.box), aad))).toBe(c.plaintext);
  });

  it.each(refused.boxes)("does not open: $name", async (c) => {
    await expect(openBox(unhex(c.key), unhex(c.box), unhex(c.aad))).rejects.toMatchObject({
      kind: c.kind,
    });
  });
});

describe("HKDF", () => {
  const cases = vectors<{
    hkdf: readonly { ikm: string; info: string; length: number; okm: string }[];
  }>("derivations.json").hkdf;

  it.each(cases)("derives $length bytes", (c) => {
    expect(hex(hkdf(unhex(c.ikm), c.info, c.length))).toBe(c.okm);
  });

  it.each(published.hkdf)("is that of RFC 5869", (c) => {
    expect(hex(hkdf(unhex(c.ikm), unhex(c.info), c.okm.length / 2))).toBe(c.okm);
  });
});

describe("Ed25519", () => {
  it.each(published.ed25519)("is that of RFC 8032: $publicKey", (c) => {
    expect(hex(signPublicKey(unhex(c.seed)))).toBe(c.publicKey);
    expect(hex(signMessage(unhex(c.seed), unhex(c.message)))).toBe(c.signature);
    expect(signatureHolds(unhex(c.publicKey), unhex(c.message), unhex(c.signature))).toBe(true);
  });

  it.each(refused.signatures)("refuses $name", (c) => {
    const publicKey = fromBase64Url(c.sign, "sign");
    const signature = fromBase64Url(c.signature, "signature");
    expect(signatureHolds(publicKey, unhex(c.message), signature)).toBe(false);
  });

  it("refuses signatures and keys of another length", () => {
    const publicKey = signPublicKey(new Uint8Array(32));
    expect(signatureHolds(publicKey, new Uint8Array(), new Uint8Array(63))).toBe(false);
    expect(signatureHolds(new Uint8Array(31), new Uint8Array(), new Uint8Array(64))).toBe(false);
  });
});

describe("a seal", () => {
  const cases = vectors<{ cases: readonly SealCase[] }>("hpke-interop.json").cases;

  it.each(cases)("is the one that other libraries make: $name", async (c) => {
    const [info, aad] = [unhex(c.info), unhex(c.aad)];
    expect(hex(await kemPublicKey(unhex(c.seed)))).toBe(c.publicKey);
    const random = once(unhex(c.encapsulationRandomness));
    const sealed = await seal(unhex(c.publicKey), unhex(c.plaintext), info, aad, random);
    expect(hex(sealed)).toBe(c.sealed);
    expect(hex(await openSeal(unhex(c.seed), sealed, info, aad))).toBe(c.plaintext);
  });

  it("opens with that info and additional data only, and not when cut", async () => {
    const c = cases[0];
    expect(c).toBeDefined();
    if (c === undefined) return;
    const [seed, sealed, info, aad] = [c.seed, c.sealed, c.info, c.aad].map(unhex);
    if (!seed || !sealed || !info || !aad) return;
    const closed = { kind: "OPEN" };
    await expect(openSeal(seed, sealed, aad, aad)).rejects.toMatchObject(closed);
    await expect(openSeal(seed, sealed, info, info)).rejects.toMatchObject(closed);
    await expect(openSeal(seed, sealed.subarray(0, 1119), info, aad)).rejects.toMatchObject(closed);
  });

  it("is not made to a coefficient above the modulus or a point of small order", async () => {
    const good = await kemPublicKey(new Uint8Array(32).fill(7));
    expect(canBeSealedTo(good)).toBe(true);
    const unreduced = good.slice();
    unreduced.fill(0xff, 300, 303);
    expect(canBeSealedTo(unreduced)).toBe(false);
    const smallOrder = good.slice();
    smallOrder.fill(0, 1184);
    expect(canBeSealedTo(smallOrder)).toBe(false);
    expect(canBeSealedTo(good.subarray(1))).toBe(false);
    const made = seal(smallOrder, good, good, good, (length) => new Uint8Array(length));
    await expect(made).rejects.toMatchObject({ kind: "PUBLIC_KEY" });
  });

  it.each(published.hpke)("has HPKE as others published it, AEAD $aead", async (c) => {
    const kem = new DhkemX25519HkdfSha256();
    const aead = c.aead === 1 ? new Aes128Gcm() : new Aes256Gcm();
    const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead });
    const recipient = await suite.createRecipientContext({
      recipientKey: await kem.importKey("raw", unhex(c.skRm).buffer, false),
      enc: unhex(c.enc),
      info: unhex(c.info),
    });
    expect(hex(new Uint8Array(await recipient.open(unhex(c.ct), unhex(c.aad))))).toBe(c.pt);
  });
});
