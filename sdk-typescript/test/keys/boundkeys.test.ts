import { describe, expect, it } from "vitest";
import { MemoryKeyStore, SalusApi, type Transport, UnboundAccount } from "../../src/index.js";
import { parseWire } from "../../src/json/wire.js";
import { accountOf } from "../../src/keys/account.js";
import { newRing, OTHER, OWNER } from "./rings.js";

/** Says whom the login acts for, that there are no cards of somebody, and is asked nothing else. */
function actingFor(dataOwner: string, listed?: string): Transport {
  return {
    account: accountOf("https://salus.example", "bob"),
    call: ({ path }) =>
      path === "/users/me" || path === `/data-owners/${listed}/keys`
        ? Promise.resolve(parseWire(JSON.stringify({ dataOwner, items: [] })))
        : Promise.reject(new Error(`asked for ${path}`)),
    socket: () => Promise.reject(new Error("asked for a socket")),
    close: () => Promise.resolve(),
  };
}

describe("t19 the server does not choose under whose keys a client works", () => {
  it("of the rings of several people it gets none, and makes none beside that of another one", async () => {
    const keyStore = new MemoryKeyStore();
    await keyStore.save(await newRing(OWNER));
    const firstUse = () => Promise.reject(new Error("asked for keys"));
    const options = { server: actingFor(OTHER), keyStore, firstUse };
    await expect(SalusApi.connect(options)).rejects.toMatchObject({
      name: "UnboundAccount",
      kept: [OWNER],
      answered: OTHER,
    });
    await keyStore.save(await newRing(OTHER));
    await expect(SalusApi.connect(options)).rejects.toThrow(UnboundAccount);
    await keyStore.bind(accountOf("https://salus.example", "bob"), OTHER);
    await expect(SalusApi.connect(options)).rejects.toThrow("asked for /data-owners");
  });

  it("a ring that the application hands in is for its owner only, and binds nothing else", async () => {
    const ring = await newRing(OWNER);
    const keyStore = new MemoryKeyStore();
    const firstUse = () => ({ kind: "use", ring }) as const;
    const server = actingFor(OTHER, OTHER);

    await expect(SalusApi.connect({ server, keyStore, firstUse })).rejects.toMatchObject({
      name: "AnotherDataOwner",
      kept: OWNER,
      answered: OTHER,
    });

    expect(await keyStore.owners()).toEqual([]);
    expect(await keyStore.owner(accountOf("https://salus.example", "bob"))).toBeUndefined();
    expect(ring.current().kemSeed.reveal()).toHaveLength(32);
  });
});
