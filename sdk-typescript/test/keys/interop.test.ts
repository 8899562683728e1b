import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { OwnerKey } from "../../src/crypto/ownerkey.js";
import { sha256 } from "../../src/primitives/hash.js";
import type { RandomSource } from "../../src/primitives/random.js";
import { Secret } from "../../src/primitives/secret.js";
import { toBase64Url } from "../../src/encoding/base64url.js";
import { concat, copy, fromUtf8, utf8 } from "../../src/encoding/bytes.js";
import { DEFAULT_COSTS } from "../../src/keys/argon2.js";
import { deriveFileKey, openKeyFile, parseKeyFile, sealKeyFile } from "../../src/keys/keyfile.js";
import { KeyRing } from "../../src/keys/keyring.js";
import { passphraseBytes } from "../../src/keys/passphrase.js";
import { RecoveryKey } from "../../src/recovery/recoverykey.js";
import { openSnapshot, sealSnapshot } from "../../src/recovery/ringsnapshot.js";
import { combineShares, splitSecret } from "../../src/recovery/shares.js";
import { contents, OTHER, OWNER } from "./rings.js";
import { hex, unhex, vectors } from "../vectors/files.js";

const KEY_FILE = "key-file-interop.json";
const RECOVERY = "recovery-interop.json";
const PASSPHRASE = "pa\u0308ssphräse ﬁn";

interface KeyFileVectors {
  readonly cases: readonly { passphrase: string; keyFile: object; keyRing: unknown }[];
}

interface RecoveryVectors {
  readonly boxes: readonly { key: string; owner: string; keyRing: unknown; box: string }[];
  readonly splits: readonly { secret: string; k: number; n: number; shares: readonly string[] }[];
}

/** Bytes that follow from a label: never to be used for anything else. */
function fixed(label: string, length: number): Uint8Array<ArrayBuffer> {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    sha256(utf8(`test vector ${label} ${i}`)),
  );
  return copy(concat(...blocks).subarray(0, length));
}

function fixedRandom(label: string): RandomSource {
  let calls = 0;
  return (length) => fixed(`${label} ${calls++}`, length);
}

const id = (label: string) => toBase64Url(fixed(label, 32));

/** A ring that has everything that a ring can have. */
async function fullRing(): Promise<KeyRing> {
  const random = fixedRandom("key ring");
  const key = await OwnerKey.generate(OWNER, 1_700_000_000_000, random);
  const next = await OwnerKey.generate(OWNER, 1_700_000_000_001, random);
  const ring = new KeyRing(OWNER, [
    { key, signedUpTo: 1_700_000_000_007 },
    { key: next, signedUpTo: 0 },
  ]);
  ring.decide(OWNER, { keyId: key.keyId, how: "retired", at: 9, until: 8 });
  ring.decide(OTHER, { keyId: id("a card"), how: "confirmed", at: 2 ** 53 - 1 });
  ring.decide(OTHER, { keyId: id("a card"), how: "why, in 🩺 ", at: 0 });
  ring.policy.see(12, id("a policy"));
  ring.recordSeen("018bcfe5-6800-7000-8000-000000000001", {
    version: 3,
    keyGeneration: 2,
    author: OTHER,
    created: 1_700_000_000_000,
    revoked: [{ delegate: OTHER, generation: 2 }],
    signatureHash: id("a signature"),
  });
  ring.importFit(OTHER, {
    id: "55555555-5555-4555-8555-555555555555",
    sealedTo: new Set([id("a card"), id("another card")]),
    ended: id("ended"),
  });
  ring.notarySets.serve("66666666-6666-4666-8666-666666666666", {
    owner: OTHER,
    signedBy: id("a card"),
    hash: id("a set"),
  });
  return ring;
}

async function makeKeyFile(): Promise<unknown> {
  const ring = await fullRing();
  const derivation = { costs: DEFAULT_COSTS, salt: toBase64Url(fixed("salt", 16)) };
  const key = await deriveFileKey(passphraseBytes(PASSPHRASE), derivation);
  const file = await sealKeyFile(ring, key, derivation, fixedRandom("key file"));
  const keyFile = JSON.parse(fromUtf8(file)) as unknown;
  return {
    section: "9.1",
    cases: [{ passphrase: PASSPHRASE, keyFile, keyRing: contents(ring) }],
  };
}

async function makeRecovery(): Promise<unknown> {
  const ring = await fullRing();
  const raw = fixed("recovery key", 32);
  const key = RecoveryKey.of(Secret.of(raw));
  const boxed = async (longest?: number) => ({
    key: hex(raw),
    owner: OWNER,
    keyRing: contents(ring),
    box: await sealSnapshot(ring, key, fixedRandom("recovery"), longest),
  });
  const split = async (k: number, n: number) => ({
    secret: hex(raw),
    k,
    n,
    shares: (await splitSecret(key.secret, k, n)).map((share) => hex(share.reveal())),
  });
  return {
    section: "9.2",
    boxes: [await boxed(), await boxed(1_500)],
    splits: [await split(1, 2), await split(2, 3), await split(5, 8)],
  };
}

function write(name: string, made: unknown): void {
  const file = new URL(`../../../docs/test-vectors/${name}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(made, undefined, 2)}\n`);
}

beforeAll(async () => {
  if (process.env["SALUS_VECTORS_WRITE"] === "true") {
    write(KEY_FILE, await makeKeyFile());
    write(RECOVERY, await makeRecovery());
  }
}, 60_000);

describe("s67 what this SDK once made, for others to open", () => {
  it("is a key file that is made the same again", async () => {
    const file = vectors<KeyFileVectors>(KEY_FILE);
    expect(await makeKeyFile()).toEqual(file);
    const [made] = file.cases;
    const keyFile = parseKeyFile(utf8(JSON.stringify(made?.keyFile)));
    const key = await deriveFileKey(passphraseBytes(PASSPHRASE), keyFile);
    expect(contents(await openKeyFile(keyFile, key))).toEqual(made?.keyRing);
  });

  it("is a recovery blob, as it is and compressed", async () => {
    for (const box of vectors<RecoveryVectors>(RECOVERY).boxes) {
      const key = RecoveryKey.of(Secret.of(unhex(box.key)));
      expect(contents(await openSnapshot(box.box, box.owner, key))).toEqual(box.keyRing);
    }
  });

  it("is shares of a secret", async () => {
    for (const { secret, k, shares } of vectors<RecoveryVectors>(RECOVERY).splits) {
      const some = shares.slice(-k).map((share) => Secret.of(unhex(share)));
      expect(hex((await combineShares(some)).reveal())).toBe(secret);
    }
  });
});
