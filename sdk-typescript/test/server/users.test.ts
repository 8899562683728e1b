import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Forbidden, Patient, type SalusApi, Unauthenticated, type User } from "../../src/index.js";
import { HttpSession } from "../../src/transport/session.js";
import { PASSWORD, People } from "./people.js";
import { theServer } from "./server.js";

const ME = { method: "GET", path: "/users/me" } as const;

let people: People;
let admin: SalusApi;

beforeAll(async () => {
  people = new People(theServer());
  admin = await people.admin();
});

afterAll(() => people.close());

afterEach(() => vi.useRealTimers());

/** What a locked user's session waits for before it tries again. */
function someTimeLater() {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
}

/** A log-in of a user, with the right password if none is given. */
function session({ login }: User, password = PASSWORD): HttpSession {
  return new HttpSession({ url: theServer().url, login, password });
}

/** What the user with this id may see of all users. */
function usersSeenBy(http: HttpSession) {
  return http.call({ method: "GET", path: "/users" });
}

describe("a locked user", () => {
  it("has no session any more, and is told at a log-in with the right password alone", async () => {
    const user = await people.user("hcp");
    const before = session(user);
    await before.call(ME);

    const locked = await admin.userApi.lock(user);

    expect(locked).toMatchObject({ id: user.id, locked: true, roles: user.roles });
    expect(await admin.userApi.getUser(user.id)).toEqual(locked);
    await expect(before.call(ME)).rejects.toBeInstanceOf(Forbidden);
    await expect(session(user).call(ME)).rejects.toBeInstanceOf(Forbidden);
    const guess = session(user, "not the password");
    await expect(guess.call(ME)).rejects.toBeInstanceOf(Unauthenticated);

    await admin.userApi.unlock(locked);

    expect((await admin.userApi.findUser(user.login))?.locked).toBe(false);
    expect(await session(user).call(ME)).toBeDefined();
    await expect(before.call(ME)).rejects.toBeInstanceOf(Forbidden);
    someTimeLater();
    expect(await before.call(ME), "a program goes on by itself").toBeDefined();
    await Promise.all([before.close(), guess.close()]);
  });

  it("keeps its keys and what it has shared", async () => {
    const [author, reader] = await Promise.all([people.person("hcp"), people.person("hcp")]);
    const { id } = await author.api.patientApi.createOrModifyPatient(
      new Patient({ firstName: "John", note: "Winter is coming" }),
    );
    const patient = await author.api.patientApi.getPatient(id);
    await author.api.patientApi.giveAccessTo(patient, reader.id);

    const locked = await admin.userApi.lock(author.user);

    expect((await reader.api.patientApi.getPatient(id)).note).toBe("Winter is coming");
    await expect(author.api.patientApi.getPatient(id)).rejects.toBeInstanceOf(Forbidden);
    await admin.userApi.unlock(locked);
    someTimeLater();
    expect((await author.api.patientApi.getPatient(id)).note).toBe("Winter is coming");
  });
});

describe("roles that are changed in place", () => {
  it("hold from the next call on, and the session goes on", async () => {
    const user = await people.user("hcp");
    const http = session(user);
    await expect(usersSeenBy(http)).rejects.toBeInstanceOf(Forbidden);

    const raised = await admin.userApi.setRoles(user, ["billing", "admin"]);

    expect(raised.roles).toEqual(["billing", "admin"]);
    expect(raised.rev).not.toBe(user.rev);
    expect(await usersSeenBy(http)).toBeDefined();
    const lowered = await admin.userApi.setRoles(raised, ["billing"]);
    expect(lowered).toMatchObject({ roles: ["billing"], dataOwner: user.dataOwner });
    await expect(usersSeenBy(http)).rejects.toBeInstanceOf(Forbidden);
    await http.close();
  });

  it("are refused at another revision, which is said", async () => {
    const user = await people.user("hcp");
    const { rev } = await admin.userApi.setRoles(user, ["billing"]);

    const late = admin.userApi.setRoles(user, ["admin"]);

    await expect(late).rejects.toMatchObject({ code: "conflict", currentRev: rev });
    await expect(admin.userApi.lock(user)).rejects.toMatchObject({ currentRev: rev });
    expect(await admin.userApi.getUser(user.id)).toMatchObject({ roles: ["billing"], rev });
  });
});
