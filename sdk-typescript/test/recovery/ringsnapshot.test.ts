import { describe, expect, it } from "vitest";
import { platformRandom } from "../../src/primitives/random.js";
import { Secret } from "../../src/primitives/secret.js";
import { fromBase64Url } from "../../src/encoding/base64url.js";
import { RecoveryKey } from "../../src/recovery/recoverykey.js";
import { openSnapshot, sealSnapshot } from "../../src/recovery/ringsnapshot.js";
import { compress, decompress } from "../../src/recovery/zlib.js";
import { contents, newRing, OTHER, OWNER } from "../keys/rings.js";
import { unhex, vectors } from "../vectors/files.js";

interface RecoveryVectors {
  readonly boxes: readonly { key: string; owner: string; keyRing: unknown; box: string }[];
  readonly refused: readonly { name: string; key: string; owner: string; box: string }[];
}

const file = vectors<RecoveryVectors>("recovery.json");

function keyOf(text: string): RecoveryKey {
  return RecoveryKey.of(Secret.of(unhex(text)));
}

describe("a recovery blob", () => {
  it.each(file.boxes)("of the Java SDK opens, compressed or not", async (each) => {
    const ring = await openSnapshot(each.box, each.owner, keyOf(each.key));
    expect(contents(ring)).toEqual(each.keyRing);
  });

  it.each(file.refused)("is refused: $name", async (each) => {
    await expect(openSnapshot(each.box, each.owner, keyOf(each.key))).rejects.toMatchObject({
      name: "RecoveryRefused",
      reason: "BROKEN",
    });
  });

  it("has all of a ring, and of one that is too long what was used last", async () => {
    const ring = await newRing();
    for (let i = 0; i < 40; i++) {
      ring.recordSeen(`018bcfe5-6800-7000-8000-0000000000${String(i).padStart(2, "0")}`, {
        version: i + 1,
        keyGeneration: 1,
        author: OTHER,
        created: i,
        revoked: [],
        signatureHash: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      });
    }
    const key = RecoveryKey.generate(platformRandom);
    const whole = await sealSnapshot(ring, key, platformRandom);
    expect(contents(await openSnapshot(whole, OWNER, key))).toEqual(contents(ring));
    const compressed = await sealSnapshot(ring, key, platformRandom, 2_000);
    expect(contents(await openSnapshot(compressed, OWNER, key))).toEqual(contents(ring));
    const shortened = await sealSnapshot(ring, key, platformRandom, 600);
    expect(fromBase64Url(shortened, "box").length).toBeLessThanOrEqual(628);
    const restored = await openSnapshot(shortened, OWNER, key);
    expect([...restored.allSeen().keys()]).toEqual(
      [...ring.allSeen().keys()].slice(-restored.allSeen().size),
    );
    expect(restored.allSeen().size).toBeGreaterThan(0);
    expect(restored.allSeen().size).toBeLessThan(40);
    await expect(sealSnapshot(ring, key, platformRandom, 100)).rejects.toMatchObject({
      code: "too-large",
    });
  });
});

describe("what is compressed", () => {
  it("comes back, but not more than there may be, and not if it is cut or changed", async () => {
    const bytes = new Uint8Array(100_000).fill(65);
    const compressed = await compress(bytes);
    expect(compressed.length).toBeLessThan(1_000);
    expect(await decompress(compressed, 100_000)).toEqual(bytes);
    await expect(decompress(compressed, 99_999)).rejects.toThrow(RangeError);
    await expect(decompress(compressed.subarray(0, 50), 100_000)).rejects.toThrow(RangeError);
    await expect(decompress(bytes, 100_000)).rejects.toThrow(RangeError);
  });
});
