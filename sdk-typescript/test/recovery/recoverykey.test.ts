import { describe, expect, it } from "vitest";
import { Secret } from "../../src/primitives/secret.js";
import { fromBase64Url, toBase64Url } from "../../src/encoding/base64url.js";
import { RecoveryKey } from "../../src/recovery/recoverykey.js";
import { combineShares, splitSecret } from "../../src/recovery/shares.js";
import { hex, once, unhex, vectors } from "../vectors/files.js";

interface RecoveryVectors {
  readonly keys: readonly {
    key: string;
    text: string;
    typed: readonly string[];
    recoveryId: string;
  }[];
  readonly mistyped: readonly string[];
  readonly boxes: readonly { key: string; owner: string; plaintext: string; box: string }[];
}

interface NotaryVectors {
  readonly splits: readonly { secret: string; k: number; n: number; shares: readonly string[] }[];
  readonly refusedShares: readonly { name: string; shares: readonly string[] }[];
}

const recovery = vectors<RecoveryVectors>("recovery.json");
const notaries = vectors<NotaryVectors>("notaries.json");

function secret(text: string): Secret {
  return Secret.of(unhex(text));
}

describe("a recovery key", () => {
  it.each(recovery.keys)("is written $text", ({ key, text, typed, recoveryId }) => {
    const made = RecoveryKey.of(secret(key));
    expect(made.reveal()).toBe(text);
    expect(made.id).toBe(recoveryId);
    for (const each of [text, ...typed]) {
      expect(hex(RecoveryKey.parse(each).secret.reveal())).toBe(key);
    }
  });

  it.each(recovery.mistyped)("is not %s", (typed) => {
    expect(() => RecoveryKey.parse(typed)).toThrow(
      expect.objectContaining({ name: "RecoveryRefused", reason: "MISTYPED" }),
    );
  });

  it.each(recovery.boxes)("boxes a ring as the Java SDK does", async (box) => {
    const key = RecoveryKey.of(secret(box.key));
    const raw = fromBase64Url(box.box, "box");
    expect(hex(await key.open(raw, box.owner))).toBe(box.plaintext);
    const sealed = await key.seal(unhex(box.plaintext), box.owner, once(raw.subarray(0, 12)));
    expect(toBase64Url(sealed)).toBe(box.box);
  });

  it("shows itself to nobody", () => {
    const key = RecoveryKey.generate((length) => new Uint8Array(length).fill(7));
    expect(`${String(key)} ${JSON.stringify({ key })}`).not.toContain(hex(key.secret.reveal()));
    expect(JSON.stringify({ key })).toBe('{"key":"[REDACTED]"}');
  });
});

describe("shares of a secret", () => {
  it.each(notaries.splits)("of the Java SDK give it back: $k of $n", async (split) => {
    const shares = split.shares.map(secret);
    const last = shares.slice(shares.length - split.k);
    expect(hex((await combineShares(last)).reveal())).toBe(split.secret);
    expect(hex((await combineShares(shares)).reveal())).toBe(split.secret);
  });

  it.each(notaries.refusedShares)("are refused: $name", async ({ shares }) => {
    await expect(combineShares(shares.map(secret))).rejects.toThrow(RangeError);
  });

  it.each([
    [1, 1],
    [1, 3],
    [2, 2],
    [3, 5],
    [32, 32],
    [2, 255],
  ])("%i of %i have x from 1 on and give the secret back", async (k, n) => {
    const whole = secret("a5".repeat(31) + "00");
    const shares = await splitSecret(whole, k, n);
    expect(shares.map((share) => share.reveal()[0])).toEqual(
      Array.from({ length: n }, (_, i) => i + 1),
    );
    const some = shares.slice(n - k);
    expect(hex((await combineShares(some)).reveal())).toBe(hex(whole.reveal()));
    if (k > 1) {
      const tooFew = await combineShares(some.slice(1));
      expect(hex(tooFew.reveal())).not.toBe(hex(whole.reveal()));
    }
  });
});
