import { describe, expect, it } from "vitest";
import { platformRandom } from "../../src/primitives/random.js";
import { fromBase64Url } from "../../src/encoding/base64url.js";
import { fromUtf8, utf8 } from "../../src/encoding/bytes.js";
import { DEFAULT_COSTS } from "../../src/keys/argon2.js";
import { Invalid } from "../../src/error/server.js";
import { deriveFileKey, openKeyFile, parseKeyFile, sealKeyFile } from "../../src/keys/keyfile.js";
import type { KeyFilePlace } from "../../src/keys/keptring.js";
import { passphraseBytes } from "../../src/keys/passphrase.js";
import { PassphraseKeyStore } from "../../src/keys/passphrasestore.js";
import { once, vectors } from "../vectors/files.js";
import { CHEAP, contents, newRing, OTHER, OWNER } from "./rings.js";

interface KeyFileVectors {
  readonly cases: readonly { passphrase: string; keyFile: object; keyRing: unknown }[];
  readonly refused: readonly {
    name: string;
    reason: string;
    passphrase: string;
    keyFile: object;
  }[];
}

/** A place in memory, which others may have. */
function placeWith(bytes?: Uint8Array): KeyFilePlace & { bytes: Uint8Array | undefined } {
  const place = {
    name: "memory",
    bytes,
    locked: false,
    read: () => Promise.resolve(place.bytes),
    replace: (now: Uint8Array) => {
      place.bytes = now;
      return Promise.resolve();
    },
    readNotes: () => Promise.resolve(undefined),
    removeNotes: () => Promise.resolve(),
    lock: () => {
      const free = !place.locked;
      place.locked = true;
      return Promise.resolve(free);
    },
    unlock: () => {
      place.locked = false;
      return Promise.resolve();
    },
  };
  return place;
}

function storeAt(place: KeyFilePlace, passphrase: string): PassphraseKeyStore {
  const accounts = new Map<string, Uint8Array>();
  const files = {
    read: (name: string) => Promise.resolve(accounts.get(name)),
    replace: (name: string, bytes: Uint8Array) => {
      accounts.set(name, bytes);
      return Promise.resolve();
    },
    names: () => Promise.resolve([]),
  };
  return new PassphraseKeyStore(() => place, files, passphrase, CHEAP, platformRandom);
}

const files = vectors<KeyFileVectors>("key-file.json");

describe("a key file of the Java SDK", () => {
  it.each(files.cases)("opens with '$passphrase'", async ({ passphrase, keyFile, keyRing }) => {
    const store = storeAt(placeWith(utf8(JSON.stringify(keyFile))), passphrase);
    expect(contents(await store.load(OWNER))).toEqual(keyRing);
  });

  it("is made byte for byte from the same ring, salt and nonce", async () => {
    const [vector] = files.cases;
    const file = parseKeyFile(utf8(JSON.stringify(vector?.keyFile)));
    const nonce = fromBase64Url(file.box, "box").subarray(0, 12);
    const key = await deriveFileKey(passphraseBytes(vector?.passphrase ?? ""), file);
    const ring = await openKeyFile(file, key);
    const made = await sealKeyFile(ring, key, file, once(nonce));
    expect(fromUtf8(made)).toBe(JSON.stringify(vector?.keyFile));
  });

  it.each(files.refused)("is refused: $name", async ({ reason, passphrase, keyFile }) => {
    const store = storeAt(placeWith(utf8(JSON.stringify(keyFile))), passphrase);
    await expect(store.load(OWNER)).rejects.toMatchObject({ name: "KeyFileRefused", reason });
  });

  it("has the costs that new files get", () => {
    expect(files.cases[0]?.keyFile).toMatchObject({
      m: DEFAULT_COSTS.memoryKiB,
      t: DEFAULT_COSTS.passes,
      p: DEFAULT_COSTS.lanes,
    });
  });
});

describe("a store under a passphrase", () => {
  it("gives back what it keeps, each time under a new nonce", async () => {
    const place = placeWith();
    const store = storeAt(place, "pässphräse");
    expect(await store.load(OWNER)).toBeUndefined();
    const ring = await newRing();
    await store.save(ring);
    const first = place.bytes;
    await store.save(ring);
    expect(place.bytes).not.toEqual(first);
    await store.release(OWNER);
    expect(contents(await store.load(OWNER))).toEqual(contents(ring));
  });

  it("gives a ring to one at a time", async () => {
    const place = placeWith();
    const [one, other] = [storeAt(place, "x"), storeAt(place, "x")];
    await one.save(await newRing());
    await expect(one.load(OWNER)).rejects.toMatchObject({ reason: "IN_USE" });
    await expect(other.load(OWNER)).rejects.toMatchObject({ reason: "IN_USE" });
    await one.release(OWNER);
    expect(await other.load(OWNER)).toBeDefined();
  });

  it("never replaces what does not open", async () => {
    const place = placeWith();
    const [one, other] = [storeAt(place, "right"), storeAt(place, "wrong")];
    await one.save(await newRing());
    await one.close();
    const before = place.bytes;
    await expect(other.save(await newRing())).rejects.toMatchObject({ reason: "PASSPHRASE" });
    expect(place.bytes).toBe(before);
  });

  it("changes the passphrase", async () => {
    const place = placeWith();
    const store = storeAt(place, "old");
    expect(await store.changePassphrase(OWNER, "new")).toBe(false);
    const ring = await newRing();
    await store.save(ring);
    expect(await store.changePassphrase(OWNER, "new")).toBe(true);
    await store.save(ring);
    await store.close();
    expect(contents(await storeAt(place, "new").load(OWNER))).toEqual(contents(ring));
    await expect(storeAt(placeWith(place.bytes), "old").load(OWNER)).rejects.toMatchObject({
      reason: "PASSPHRASE",
    });
  });

  it("refuses the file of somebody else, and passphrases that are none", async () => {
    const place = placeWith();
    await storeAt(place, "x").save(await newRing(OTHER));
    const foreign = placeWith(place.bytes);
    await expect(storeAt(foreign, "x").load(OWNER)).rejects.toMatchObject({ reason: "FOREIGN" });
    expect(() => storeAt(place, "")).toThrow(Invalid);
    expect(() => storeAt(place, "\ud800")).toThrow(Invalid);
  });
});
