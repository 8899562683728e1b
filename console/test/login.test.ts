import { IndexedDbKeyStore } from "@salus/sdk";
import { afterEach, expect, test, vi } from "vitest";
import { logIn } from "../src/session/login.js";

const OWN = "11111111-1111-4111-8111-111111111111";
const OF_SOMEBODY_ELSE = "22222222-2222-4222-8222-222222222222";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A server that says that whoever logs in acts for this data owner. */
function serverThatNames(dataOwner: string): void {
  const user = { id: OWN, login: "whoever the server says", roles: [], dataOwner, rev: "1-1" };
  const answers: Readonly<Record<string, object>> = {
    "/api/v1/auth/login": { accessToken: "a", refreshToken: "r" },
    "/api/v1/users/me": user,
    "/api/v1/users/me/second-factor": { state: "off", required: false, recoveryCodesLeft: 0 },
  };
  const answer = (url: string) => Response.json(answers[new URL(url).pathname] ?? {});
  vi.stubGlobal("fetch", (url: string) => Promise.resolve(answer(url)));
}

test("no ring is touched for a login whose keys are another one's, whoever the server names", async () => {
  serverThatNames(OF_SOMEBODY_ELSE);
  vi.spyOn(IndexedDbKeyStore, "ownerOf").mockResolvedValue(OWN);
  vi.spyOn(IndexedDbKeyStore, "kept").mockResolvedValue([OWN]);
  vi.spyOn(IndexedDbKeyStore, "aside").mockResolvedValue(1);
  vi.spyOn(IndexedDbKeyStore, "exportFile").mockResolvedValue(undefined);
  const putBack = vi.spyOn(IndexedDbKeyStore, "putBack").mockResolvedValue(true);
  const credentials = { url: "http://127.0.0.1", login: "anna", password: "x" };
  await expect(logIn(credentials)).rejects.toMatchObject({ name: "AnotherDataOwner" });
  expect(putBack).not.toHaveBeenCalled();
  serverThatNames(OWN);
  expect(await logIn(credentials)).toMatchObject({
    login: "anna",
    hasKeys: true,
    others: false,
  });
  expect(putBack).toHaveBeenCalledWith(OWN);
});
