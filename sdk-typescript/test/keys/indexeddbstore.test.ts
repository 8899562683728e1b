import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { parseKeyFile } from "../../src/keys/keyfile.js";
import { IndexedDbKeyStore } from "../../src/keys/indexeddbstore.js";
import { CHEAP, contents, newRing, OTHER, OWNER } from "./rings.js";

describe("a store in a browser's database", () => {
  it("keeps each ring as the bytes of a key file", async () => {
    const store = new IndexedDbKeyStore("Winter is coming", { costs: CHEAP });
    expect(await store.load(OWNER)).toBeUndefined();
    const ring = await newRing();
    await store.save(ring);
    await store.save(await newRing(OTHER));
    await store.close();
    const file = await IndexedDbKeyStore.exportFile(OWNER);
    expect(parseKeyFile(file ?? new Uint8Array())).toMatchObject({ owner: OWNER });
    const again = new IndexedDbKeyStore("Winter is coming", { costs: CHEAP });
    expect(contents(await again.load(OWNER))).toEqual(contents(ring));
    await again.close();
  });

  it("gives a ring to one connection at a time, and to nobody without the passphrase", async () => {
    const options = { costs: CHEAP, database: "another" };
    const [one, other] = [
      new IndexedDbKeyStore("right", options),
      new IndexedDbKeyStore("wrong", options),
    ];
    await one.save(await newRing());
    await expect(other.load(OWNER)).rejects.toMatchObject({ reason: "IN_USE" });
    await one.release(OWNER);
    await expect(other.load(OWNER)).rejects.toMatchObject({ reason: "PASSPHRASE" });
    expect(await one.load(OWNER)).toBeDefined();
  });
});
