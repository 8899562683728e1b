import { describe, expect, it } from "vitest";
import { IndexedDbKeyStore, makeKeys, Patient, SalusApi } from "../../src/index.js";
import { PASSWORD, People } from "../server/people.js";
import { theServer } from "../server/server.js";

describe("s67 in a browser", () => {
  it("has no Buffer and needs none, and its keys outlive the page in IndexedDB", async () => {
    expect("Buffer" in globalThis).toBe(false);
    const people = new People(theServer());
    const user = await people.user("hcp");
    const server = { url: theServer().url, login: user.login, password: PASSWORD };
    const costs = { memoryKiB: 8_192, passes: 1, lanes: 1 };
    const first = await SalusApi.connect({
      server,
      keyStore: new IndexedDbKeyStore("grüße aus dem norden", { costs }),
      firstUse: makeKeys,
    });
    const patient = await first.patientApi.createOrModifyPatient(new Patient({ note: "Winter" }));
    await first.close();
    const again = await SalusApi.connect({
      server,
      keyStore: new IndexedDbKeyStore("grüße aus dem norden", { costs }),
    });
    expect((await again.patientApi.getPatient(patient.id)).note).toBe("Winter");
    await again.close();
    await people.close();
    await expect(
      SalusApi.connect({ server, keyStore: new IndexedDbKeyStore("another", { costs }) }),
    ).rejects.toMatchObject({ name: "KeyFileRefused" });
  });
});
