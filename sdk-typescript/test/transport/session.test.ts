import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Forbidden, HttpSession, Invalid, Unauthenticated, Unavailable } from "../../src/index.js";

const ME = { method: "GET", path: "/users/me" } as const;
const DATE = "Sat, 28 Nov 2026 20:00:00 GMT";

/** A gateway that takes this password; or answers otherwise; tells what was shown to it. */
function gateway(
  right: () => string,
  during: () => [number, unknown] | undefined = () => undefined,
) {
  const shown: unknown[] = [];
  const answer = (path: string, body: Record<string, unknown>): [number, unknown] => {
    if (path !== "/api/v1/auth/login") {
      return [200, { id: "me" }];
    }
    shown.push(body["password"]);
    const taken = body["password"] === right();
    return (
      during() ??
      (taken
        ? [200, { accessToken: "access", refreshToken: "refresh" }]
        : [401, { code: "unauthenticated", detail: "the password was changed" }])
    );
  };
  const fetched: typeof fetch = (address, init) => {
    const body = JSON.parse((init?.body ?? "{}") as string) as Record<string, unknown>;
    const [status, json] = answer(new URL(address as string).pathname, body);
    return Promise.resolve(new Response(JSON.stringify(json), { status, headers: { Date: DATE } }));
  };
  const options = { url: "http://localhost:1", login: "anna", password: "winter", fetch: fetched };
  return { shown, session: new HttpSession(options) };
}

describe("s55 a password that was refused", () => {
  it("is not shown again until one is given", async () => {
    const { shown, session } = gateway(() => "summer");
    for (let i = 0; i < 5; i++) {
      await expect(session.call(ME)).rejects.toThrow(Unauthenticated);
    }
    expect(shown).toEqual(["winter"]);

    session.logInWith("spring");
    await expect(session.call(ME)).rejects.toThrow("the password was changed");
    await expect(session.call(ME)).rejects.toThrow(Unauthenticated);
    session.logInWith("summer");
    expect(await session.call(ME)).toBeDefined();
    expect(shown).toEqual(["winter", "spring", "summer"]);
  });

  it("says nothing of one that was given meanwhile", async () => {
    const { session } = gateway(
      () => "summer",
      () => {
        session.logInWith("summer");
        return undefined;
      },
    );
    await expect(session.call(ME)).rejects.toThrow(Unauthenticated);
    expect(await session.call(ME)).toBeDefined();
  });
});

describe("s66 a locked user", () => {
  it("is not logged in for each call, and is again after a while or with a password that is given", async () => {
    let locked = true;
    const { shown, session } = gateway(
      () => "winter",
      () => (locked ? [403, { code: "forbidden", detail: "this user is locked" }] : undefined),
    );
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      for (let i = 0; i < 5; i++) {
        await expect(session.call(ME)).rejects.toThrow(Forbidden);
      }
      expect(shown).toHaveLength(1);
      vi.setSystemTime(Date.now() + 10_000);
      await expect(session.call(ME)).rejects.toThrow(Forbidden);
      expect(shown).toHaveLength(2);
      locked = false;
      session.logInWith("winter");
      expect(await session.call(ME)).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });
});

it("a platform without WebSocket is told what is missing, and the ways to have one", async () => {
  vi.stubGlobal("WebSocket", undefined);
  try {
    await expect(gateway(() => "winter").session.socket({})).rejects.toThrow(
      "no WebSocket: Node 22, --experimental-websocket, or `webSocket` in the options",
    );
  } finally {
    vi.unstubAllGlobals();
  }
});

describe("an address", () => {
  const of = (url: string) => new HttpSession({ url, login: "anna", password: "winter" });

  it.each([
    "",
    "records.example",
    "https://records.example:99999",
    "http://records.example",
    "https://anna@records.example",
    "https://:winter@records.example",
    "https://records.example/?x=1",
    "https://records.example/#x",
  ])("%j is refused by name", (url) => {
    expect(() => of(url)).toThrow(Invalid);
  });

  it.each(["https://salus_server:8443/records/", "https://klinik-münchen.example"])(
    "%j is one",
    (url) => {
      expect(of(url).account.server).toMatch(/^https:\/\//);
    },
  );
});

it("tells the date of each answer and how long it took", async () => {
  const { session } = gateway(() => "winter");
  const told: [string, number][] = [];
  session.tellDates((date, tookMs) => told.push([date, tookMs]));
  await session.call(ME);

  expect(told.map(([date]) => date)).toEqual([DATE, DATE]);
  expect(told.every(([, tookMs]) => tookMs >= 0)).toBe(true);
});

describe("an answer that drips", () => {
  const servers: Server[] = [];

  afterEach(() => {
    vi.restoreAllMocks();
    servers.splice(0).forEach((each) => each.close());
  });

  it("holds a call only until the deadline of the whole answer", async () => {
    const deadline = new AbortController();
    const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(deadline.signal);
    const dripping = createServer((_, answer) => {
      const timer = setInterval(() => answer.write(" "), 1);
      answer.on("close", () => {
        clearInterval(timer);
      });
    });
    servers.push(dripping);
    const port = await new Promise<number>((resolve) => {
      dripping.listen(0, "127.0.0.1", () => {
        resolve((dripping.address() as { port: number }).port);
      });
    });
    let pieces = 0;
    const counting: typeof fetch = async (address, init) => {
      const response = await fetch(address, init);
      const counted = new TransformStream<Uint8Array, Uint8Array>({
        transform: (piece, to) => {
          to.enqueue(piece);
          if (++pieces === 5) {
            deadline.abort(new DOMException("it took too long", "TimeoutError"));
          }
        },
      });
      return new Response(response.body?.pipeThrough(counted), response);
    };
    const url = `http://127.0.0.1:${port}`;
    const session = new HttpSession({ url, login: "anna", password: "winter", fetch: counting });

    await expect(session.call({ ...ME, open: true })).rejects.toThrow(Unavailable);

    expect(pieces).toBeGreaterThanOrEqual(5);
    expect(timeout.mock.calls).toEqual([[60_000]]);
  });
});
