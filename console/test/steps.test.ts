import { expect, test, vi } from "vitest";
import { isSomebodyThere, leave, type Step } from "../src/app/steps.js";
import { endSession, type LoggedIn, openWithoutKeys } from "../src/session/login.js";

/** Who has typed `anna`; the server calls them something else. */
function anna() {
  const end = vi.fn(() => Promise.resolve());
  const who = { login: "anna", user: { login: "mallory", roles: [] }, transport: { end } };
  return { who: who as unknown as LoggedIn, end };
}

function address(hash: string) {
  const replace = vi.fn<(url: string) => void>();
  return { location: { hash, replace } as unknown as Location, replace };
}

test.each(["unlock", "firstUse", "factor"] as const)(
  "t19_whoLeavesBeforeTheKeysAreOpen is logged out, and asked again by the login that they typed: %s",
  (kind) => {
    const { who, end } = anna();
    const step: Step = { kind, who };
    expect(isSomebodyThere(step)).toBe(true);
    const { location } = address("#/");
    expect(leave(step, "locked", location)).toEqual({
      kind: "signIn",
      login: "anna",
      why: "locked",
    });
    expect(end).toHaveBeenCalledOnce();
  },
);

test("an invitation that was typed does not outlive an idle time", () => {
  const step: Step = { kind: "invited", url: "https://records.example" };
  expect(isSomebodyThere(step)).toBe(true);
  expect(leave(step, "locked", address("#/").location)).toEqual({ kind: "signIn", why: "locked" });
});

test("whoever leaves leaves no patient in the address, and other pages stay", () => {
  const session = { ...openWithoutKeys(anna().who), api: { close: () => Promise.resolve() } };
  const step = { kind: "open", session } as unknown as Step;
  const ofPatient = address("#/patient/1/edit");
  expect(leave(step, undefined, ofPatient.location)).toEqual({ kind: "signIn", login: "anna" });
  expect(ofPatient.replace).toHaveBeenCalledWith("#/");
  const settings = address("#/settings");
  leave(step, undefined, settings.location);
  expect(settings.replace).not.toHaveBeenCalled();
});

test("keys are closed though what they were used for could not be saved, and each session asks for itself", async () => {
  const { who, end } = anna();
  const close = vi.fn(() => Promise.resolve());
  const session = openWithoutKeys(who);
  const failing = {
    ...session,
    api: { close: () => Promise.reject(new Error("not saved")) },
    keyStore: { close },
  };
  await expect(endSession(failing as unknown as typeof session)).rejects.toThrow("not saved");
  expect(close).toHaveBeenCalledOnce();
  expect(end).toHaveBeenCalledOnce();
  expect(openWithoutKeys(who).questions).not.toBe(session.questions);
});
