import { describe, expect, it, vi } from "vitest";
import type { KeyRing } from "../../src/keys/keyring.js";
import type { KeyStore } from "../../src/keys/keystore.js";
import { KeyRingSaver, SAVED_WITHIN_MS } from "../../src/keys/saver.js";
import { contents, newRing, OTHER } from "./rings.js";

const PIN = { keyId: "k", how: "confirmed", at: 1 };
const SEEN = {
  version: 1,
  keyGeneration: 1,
  author: OTHER,
  created: 1,
  revoked: [],
  signatureHash: "h",
};

/** A store whose writes end when the test says so. */
class HeldStore implements KeyStore {
  readonly writes: { ring: unknown; end: (failure?: Error) => void }[] = [];
  released = 0;

  load(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  save(keyRing: KeyRing): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (failure?: Error) => {
        if (failure === undefined) {
          resolve();
        } else {
          reject(failure);
        }
      };
      this.writes.push({ ring: contents(keyRing), end });
    });
  }

  owners(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  owner(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  bind(): Promise<void> {
    return Promise.resolve();
  }

  release(): Promise<void> {
    this.released++;
    return Promise.resolve();
  }
}

/** Lets all that waits for nothing have its turn. */
async function turns(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}

describe("a ring that is saved as it changes", () => {
  it("is written at once when something is decided, and once more for what changed meanwhile", async () => {
    const [store, ring] = [new HeldStore(), await newRing()];
    const saver = new KeyRingSaver(store, ring);
    ring.decide(OTHER, PIN);
    ring.decide(OTHER, { ...PIN, how: "proven" });
    const saved = saver.save();
    expect(store.writes).toHaveLength(1);
    store.writes[0]?.end();
    await turns();
    expect(store.writes).toHaveLength(2);
    expect(store.writes[1]?.ring).toEqual(contents(ring));
    store.writes[1]?.end();
    await saved;
    await saver.save();
    expect(store.writes).toHaveLength(2);
  });

  it("waits a short while with what was seen, and tries again what failed", async () => {
    vi.useFakeTimers();
    try {
      const [store, ring] = [new HeldStore(), await newRing()];
      const saver = new KeyRingSaver(store, ring);
      ring.recordSeen("e", SEEN);
      expect(store.writes).toHaveLength(0);
      vi.advanceTimersByTime(SAVED_WITHIN_MS);
      expect(store.writes).toHaveLength(1);
      const saved = saver.save();
      store.writes[0]?.end(new Error("no room"));
      await turns();
      store.writes[1]?.end(new Error("no room"));
      await expect(saved).rejects.toThrow("no room");
      vi.advanceTimersByTime(SAVED_WITHIN_MS);
      expect(store.writes).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it("notes what was seen, where the store has a place for that, and once only", async () => {
    const [store, ring] = [new HeldStore(), await newRing()];
    const noted: (readonly string[])[] = [];
    const noting = Object.assign(store, {
      note: (_: KeyRing, entityIds: readonly string[]) => {
        noted.push(entityIds);
        return Promise.resolve();
      },
    });
    const saver = new KeyRingSaver(noting, ring);
    ring.recordSeen("e", SEEN);
    ring.recordSeen("f", SEEN);
    await saver.saveSeen();
    await saver.saveSeen();
    expect(noted).toEqual([["e", "f"]]);
    expect(store.writes).toHaveLength(0);
    const closed = saver.close();
    await turns();
    store.writes[0]?.end();
    await closed;
  });

  it("ends with what is not saved yet, and with the keys wiped", async () => {
    const [store, ring] = [new HeldStore(), await newRing()];
    const saver = new KeyRingSaver(store, ring);
    ring.recordSeen("e", SEEN);
    const closed = saver.close();
    await turns();
    store.writes[0]?.end(new Error("no room"));
    await expect(closed).rejects.toThrow("no room");
    expect(() => ring.current().sign(new Uint8Array(1))).toThrow();
    expect(store.released).toBe(1);
    await expect(saver.close()).rejects.toThrow("no room");
    ring.recordSeen("f", SEEN);
    expect(store.writes).toHaveLength(1);
  });
});
