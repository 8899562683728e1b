import "fake-indexeddb/auto";
import { describe, expect, it, vi } from "vitest";
import { accountOf } from "../../src/keys/account.js";
import { parseKeyFile } from "../../src/keys/keyfile.js";
import { IndexedDbKeyStore } from "../../src/keys/indexeddbstore.js";
import { CHEAP, contents, newRing, OTHER, OWNER } from "./rings.js";

/** The database as another tab has it. */
function openedBy(name: string): Promise<IDBDatabase> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(name, 1);
    opening.onsuccess = () => {
      resolve(opening.result);
    };
  });
}

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

  it("sets a ring aside whose passphrase was forgotten, and puts it back unless there is another", async () => {
    const database = "forgotten";
    const options = { costs: CHEAP, database };
    const before = new IndexedDbKeyStore("forgotten", options);
    const ring = await newRing();
    await before.save(ring);
    await expect(IndexedDbKeyStore.setAside(OWNER, database)).rejects.toMatchObject({
      reason: "IN_USE",
    });
    await before.release(OWNER);

    expect(await IndexedDbKeyStore.setAside(OWNER, database)).toBe(true);
    expect(await IndexedDbKeyStore.setAside(OWNER, database)).toBe(false);
    const now = new IndexedDbKeyStore("another", options);
    expect(await now.owners()).toEqual([]);
    expect(await now.load(OWNER)).toBeUndefined();
    await now.release(OWNER);
    expect(await IndexedDbKeyStore.putBack(OWNER, database)).toBe(true);
    expect(contents(await before.load(OWNER))).toEqual(contents(ring));
    await before.release(OWNER);

    await IndexedDbKeyStore.setAside(OWNER, database);
    await now.save(await newRing());
    await now.release(OWNER);
    expect(await IndexedDbKeyStore.putBack(OWNER, database)).toBe(false);
    expect(await IndexedDbKeyStore.setAside(OWNER, database)).toBe(true);
    expect(await IndexedDbKeyStore.aside(OWNER, database)).toBe(2);
    expect(await IndexedDbKeyStore.aside(OTHER, database)).toBe(0);
    expect(await IndexedDbKeyStore.putBack(OWNER, database), "the last one").toBe(true);
    expect(await now.load(OWNER)).toBeDefined();
    await IndexedDbKeyStore.removeAside(OWNER, database);
    expect(await IndexedDbKeyStore.aside(OWNER, database)).toBe(0);
    expect(await now.owners()).toEqual([OWNER]);
  });

  it("loses no ring to another tab that sets one aside at the same time, without Web Locks", async () => {
    const database = "two-tabs";
    const store = new IndexedDbKeyStore("here", { costs: CHEAP, database });
    await store.save(await newRing());
    await store.release(OWNER);
    const before = await IndexedDbKeyStore.exportFile(OWNER, database);
    const elsewhere = await openedBy(database);
    const files = () => elsewhere.transaction("key-files", "readwrite").objectStore("key-files");
    const names = vi.spyOn(IDBObjectStore.prototype, "getAllKeys");
    names.mockImplementationOnce(function (this: IDBObjectStore) {
      // whoever comes next in the queue is the other tab: it sets the ring aside and makes another one
      const others = files();
      const found: IDBRequest<unknown> = others.get(OWNER);
      found.onsuccess = () => {
        if (found.result !== undefined) {
          others.add(found.result, `${OWNER}.aside.1`);
          others.put(Uint8Array.of(1), OWNER);
        }
      };
      return this.getAllKeys();
    });
    await IndexedDbKeyStore.setAside(OWNER, database).catch(() => undefined);
    const all: unknown[] = await new Promise((resolve) => {
      const request = files().getAll();
      request.onsuccess = () => {
        resolve(request.result);
      };
    });
    expect(all).toContainEqual(before);
    names.mockRestore();
    elsewhere.close();
  });

  it("says before any passphrase whose ring an account uses, and whose are here", async () => {
    const database = "bound";
    const account = accountOf("https://records.example", "anna");
    expect(await IndexedDbKeyStore.ownerOf(account, database)).toBeUndefined();
    const store = new IndexedDbKeyStore("x", { costs: CHEAP, database });
    await store.save(await newRing());
    await store.bind(account, OWNER);
    await store.close();
    expect(await IndexedDbKeyStore.ownerOf(account, database)).toBe(OWNER);
    expect(await IndexedDbKeyStore.kept(database)).toEqual([OWNER]);
  });

  it("knows its passphrase, also after a change of it", async () => {
    const store = new IndexedDbKeyStore("before", { costs: CHEAP, database: "changed" });
    await store.save(await newRing());
    expect(await store.isPassphrase(OWNER, "befor")).toBe(false);
    expect(await store.isPassphrase(OWNER, "before")).toBe(true);
    expect(await store.changePassphrase(OWNER, "after")).toBe(true);
    expect(await store.isPassphrase(OWNER, "before")).toBe(false);
    expect(await store.isPassphrase(OWNER, "after")).toBe(true);
    await store.save(await newRing());
    await store.close();
    const again = new IndexedDbKeyStore("after", { costs: CHEAP, database: "changed" });
    expect(await again.load(OWNER)).toBeDefined();
  });
});
