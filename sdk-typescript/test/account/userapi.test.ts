import { describe, expect, it } from "vitest";
import { UserApi } from "../../src/account/userapi.js";
import { HttpSession } from "../../src/transport/session.js";
import { ServerApi } from "../../src/transport/serverapi.js";

const ID = "11111111-1111-4111-8111-111111111111";
const CORA = { id: ID, login: "cora", roles: ["billing"], rev: "1-a" };

/** What a gateway was asked once somebody is logged in: method and path, and the body if there is one. */
type Asked = readonly [what: string, body?: unknown];

/** A gateway that answers so; what has no body is done. */
function gateway(status: number, json?: object) {
  const asked: Asked[] = [];
  const answer = (what: string, body: unknown): Response => {
    if (what === "POST /auth/login") {
      return Response.json({ accessToken: "access", refreshToken: "refresh" });
    }
    asked.push(body === undefined ? [what] : [what, body]);
    return json === undefined
      ? new Response(undefined, { status })
      : Response.json(json, { status });
  };
  const fetched: typeof fetch = (address, init) => {
    const path = new URL(address as string).pathname.replace("/api/v1", "");
    const body = init?.body === undefined ? undefined : (JSON.parse(init.body as string) as object);
    return Promise.resolve(answer(`${init?.method ?? "GET"} ${path}`, body));
  };
  const options = { url: "http://localhost:1", login: "admin", password: "winter", fetch: fetched };
  return { asked, users: new UserApi(new ServerApi(new HttpSession(options)), undefined) };
}

/** Cora as an administrator has read her. */
function cora() {
  return gateway(200, CORA).users.getUser(ID);
}

describe("a user", () => {
  it("is locked if the server says so, and only then", async () => {
    expect(await cora()).toMatchObject({ locked: false, roles: ["billing"] });
    for (const [said, locked] of [
      [true, true],
      [false, false],
      ["true", false],
    ] as const) {
      const { users } = gateway(200, { items: [{ ...CORA, locked: said }] });
      expect(await users.findUser("cora"), JSON.stringify(said)).toMatchObject({ locked });
    }
  });

  it("is given other roles at the revision that was read, and is answered as it is then", async () => {
    const after = { ...CORA, roles: ["billing", "admin"], rev: "2-b" };
    const { asked, users } = gateway(200, after);

    const changed = await users.setRoles(await cora(), after.roles);

    expect(asked).toEqual([[`PUT /users/${ID}`, { rev: "1-a", roles: after.roles }]]);
    expect(changed).toMatchObject({ roles: after.roles, rev: "2-b", locked: false });
  });

  it("is locked at the revision that was read, and keeps its roles", async () => {
    const { asked, users } = gateway(200, { ...CORA, locked: true, rev: "2-b" });

    const locked = await users.lock(await cora());

    expect(asked).toEqual([[`PUT /users/${ID}`, { rev: "1-a", locked: true }]]);
    expect(locked).toMatchObject({ locked: true, rev: "2-b", roles: ["billing"] });
  });

  it("is unlocked at whatever revision it is", async () => {
    const { asked, users } = gateway(204);

    await users.unlock(await cora());

    expect(asked).toEqual([[`DELETE /users/${ID}/locks`]]);
  });

  it("that somebody else has changed, or that is the last administrator, stays as it is", async () => {
    const raced = { code: "conflict", detail: "it has changed since", currentRev: "3-c" };
    const last = { code: "conflict", detail: "no other administrator would be left" };

    await expect(gateway(409, raced).users.setRoles(await cora(), [])).rejects.toMatchObject({
      name: "Conflict",
      currentRev: "3-c",
    });
    await expect(gateway(409, last).users.lock(await cora())).rejects.toMatchObject({
      name: "Conflict",
      currentRev: undefined,
    });
  });
});
