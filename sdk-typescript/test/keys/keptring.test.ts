import { expect, it } from "vitest";
import { platformRandom } from "../../src/primitives/random.js";
import { KeptRing, type KeyFilePlace } from "../../src/keys/keptring.js";
import { passphraseBytes } from "../../src/keys/passphrase.js";
import { CHEAP, newRing, OWNER } from "./rings.js";

const RECORD = "018bcfe5-6800-7000-8000-000000000001";

/** A place in memory, where notes may be such that they cannot be removed. */
class Place implements KeyFilePlace {
  readonly name = "in memory";
  removes = true;
  #file: Uint8Array | undefined;
  #notes = "";

  read() {
    return Promise.resolve(this.#file);
  }

  replace(bytes: Uint8Array) {
    this.#file = bytes;
    return Promise.resolve();
  }

  readNotes() {
    return Promise.resolve(new TextEncoder().encode(this.#notes));
  }

  appendNote(line: Uint8Array) {
    this.#notes += new TextDecoder().decode(line);
    return Promise.resolve();
  }

  removeNotes() {
    if (!this.removes) {
      return Promise.reject(new Error("the disk says no"));
    }
    this.#notes = "";
    return Promise.resolve();
  }

  lock() {
    return Promise.resolve(true);
  }

  unlock() {
    return Promise.resolve();
  }
}

function keptIn(place: Place, passphrase: string): KeptRing {
  return new KeptRing(place, OWNER, passphraseBytes(passphrase), CHEAP, platformRandom);
}

it("changes a passphrase also where notes of before cannot be removed, and notes under it from then on", async () => {
  const [place, ring] = [new Place(), await newRing()];
  const kept = keptIn(place, "before");
  await kept.save(ring);
  place.removes = false;
  expect(await kept.changePassphrase(passphraseBytes("after"))).toBe(true);
  expect(kept.isPassphrase(passphraseBytes("after"))).toBe(true);
  const signatureHash = ring.current().keyId;
  const seen = { version: 3, keyGeneration: 1, author: OWNER, created: 7, revoked: [] };
  ring.recordSeen(RECORD, { ...seen, signatureHash });
  await kept.note(ring, [RECORD]);
  await kept.close();
  expect((await keptIn(place, "after").load())?.seen(RECORD)?.version).toBe(3);
});
