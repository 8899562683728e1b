import { describe, expect, it } from "vitest";
import { MemoryKeyStore, SalusApi, type Transport, UnboundAccount } from "../../src/index.js";
import { parseWire } from "../../src/json/wire.js";
import { accountOf } from "../../src/keys/account.js";
import { newRing, OTHER, OWNER } from "./rings.js";

/** Says whom the login acts for, and is asked nothing else. */
function actingFor(dataOwner: string): Transport {
  return {
    account: accountOf("https://salus.example", "bob"),
    call: ({ path }) =>
      path === "/users/me"
        ? Promise.resolve(parseWire(JSON.stringify({ dataOwner })))
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
});
