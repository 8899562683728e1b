import { describe, expect, it } from "vitest";
import { HttpSession, SecondFactorRequired } from "../../src/index.js";
import { SecondFactorApi } from "../../src/account/secondfactorapi.js";
import { InternalFault } from "../../src/error/server.js";
import { ServerApi } from "../../src/transport/serverapi.js";

const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const URI = `otpauth://totp/Salus:anna?secret=${SECRET}&issuer=Salus`;
const CODES = ["ABCD-EFGH-IJKL-2345", "ABCD-EFGH-IJKL-2346"];

/** What a gateway was asked, by path. */
interface Asked {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** A gateway that wants this code, and takes it once; the rest is answered by path. */
function gateway(right: string, answers: Record<string, unknown> = {}) {
  const asked: Asked[] = [];
  const spent = new Set<string>();
  const answer = (path: string, body: Record<string, unknown>): [number, unknown] => {
    if (path !== "/auth/login") {
      return [200, answers[path] ?? {}];
    }
    const otp = body["otp"];
    if (typeof otp === "string" && otp === right && !spent.has(otp)) {
      spent.add(otp);
      return [200, { accessToken: "access", refreshToken: "refresh" }];
    }
    const reason = otp === undefined ? "code-missing" : "code-refused";
    return [401, { code: "second-factor-required", detail: "a code", reason }];
  };
  const fetched: typeof fetch = (address, init) => {
    const path = new URL(address as string).pathname.replace("/api/v1", "");
    const body = JSON.parse((init?.body ?? "{}") as string) as Record<string, unknown>;
    asked.push({ path, body });
    const [status, json] = answer(path, body);
    return Promise.resolve(new Response(JSON.stringify(json), { status }));
  };
  return { asked, fetch: fetched };
}

function session(at: { fetch: typeof fetch }, code?: (why: SecondFactorRequired) => string) {
  return new HttpSession({
    url: "http://localhost:1",
    login: "anna",
    password: "winter",
    fetch: at.fetch,
    ...(code === undefined ? {} : { code: (why) => Promise.resolve(code(why)) }),
  });
}

const ME = { method: "GET", path: "/users/me" } as const;

describe("a log-in that needs a code", () => {
  it("asks for it where it is wanted, and again if it was refused", async () => {
    const server = gateway("222222");
    const reasons: string[] = [];
    const codes = ["111111", "222222"];
    const http = session(server, (why) => {
      reasons.push(why.reason);
      return codes.shift() ?? "";
    });

    await http.call(ME);

    expect(reasons).toEqual(["code-missing", "code-refused"]);
    const shown = server.asked.filter(({ path }) => path === "/auth/login");
    expect(shown.map(({ body }) => body["otp"])).toEqual([undefined, "111111", "222222"]);
  });

  it("gives up after three codes", async () => {
    const server = gateway("222222");
    let times = 0;
    const http = session(server, () => `wrong ${++times}`);

    await expect(http.call(ME)).rejects.toMatchObject({
      code: "second-factor-required",
      reason: "code-refused",
    });
    expect(times).toBe(3);
  });

  it("s55 asks for no more of them, nor shows the password again, until one is given", async () => {
    const server = gateway("222222");
    let code = "111111";
    let times = 0;
    const http = session(server, () => {
      times++;
      return code;
    });
    for (let i = 0; i < 3; i++) {
      await expect(http.call(ME)).rejects.toBeInstanceOf(SecondFactorRequired);
    }
    expect(times).toBe(3);
    expect(server.asked).toHaveLength(4);

    code = "222222";
    http.logInWith("winter");
    expect(await http.call(ME)).toBeDefined();
  });

  it("says so where nobody can be asked", async () => {
    const refused = session(gateway("222222")).call(ME);

    await expect(refused).rejects.toBeInstanceOf(SecondFactorRequired);
    await expect(refused).rejects.toMatchObject({ reason: "code-missing" });
  });
});

describe("a second factor", () => {
  it("is set up, looked at and removed by the routes for it", async () => {
    const server = gateway("222222", {
      "/users/me/second-factor": {
        state: "begun",
        required: true,
        recoveryCodesLeft: 7,
        secret: SECRET,
        uri: URI,
      },
      "/users/me/second-factor/confirm": { recoveryCodes: CODES },
    });
    const mine = new SecondFactorApi(new ServerApi(session(server, () => "222222")));

    expect(await mine.status()).toEqual({ state: "begun", required: true, recoveryCodesLeft: 7 });
    expect(await mine.begin("winter")).toEqual({ secret: SECRET, uri: URI });
    expect(await mine.confirm("123456")).toEqual(CODES);
    await mine.remove("winter", "654321");

    expect(server.asked.slice(-3)).toEqual([
      { path: "/users/me/second-factor", body: { password: "winter" } },
      { path: "/users/me/second-factor/confirm", body: { otp: "123456" } },
      { path: "/users/me/second-factor/remove", body: { password: "winter", otp: "654321" } },
    ]);
  });

  it("shows nothing of a server that is no secret and no code", async () => {
    const route = "/users/me/second-factor";
    const lies = [
      { secret: `${SECRET}\u001b[2J`, uri: URI },
      { secret: SECRET, uri: `${URI}\u001b[2J` },
      { secret: SECRET, uri: "otpauth://totp/x?secret=AAAAAAAAAAAAAAAA" },
    ];
    for (const lie of lies) {
      const server = gateway("222222", {
        [route]: lie,
        [`${route}/confirm`]: { recoveryCodes: ["ABCD-\u001b[2J"] },
        [`${route}/recovery-codes`]: { recoveryCodes: ["one two"] },
      });
      const mine = new SecondFactorApi(new ServerApi(session(server, () => "222222")));

      await expect(mine.begin("winter")).rejects.toBeInstanceOf(InternalFault);
      await expect(mine.confirm("123456")).rejects.toBeInstanceOf(InternalFault);
      const others = mine.replaceRecoveryCodes("winter", "123456");
      await expect(others).rejects.toBeInstanceOf(InternalFault);
    }
  });
});
