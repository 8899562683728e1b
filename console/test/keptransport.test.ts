import { Forbidden, type Request } from "@salus/sdk";
import { afterEach, expect, test, vi } from "vitest";
import { KeptTransport } from "../src/session/keptransport.js";

const FORBIDDEN = { code: "forbidden", detail: "no" };
const ENDED = { code: "unauthenticated", detail: "the session has ended" };
const USERS: Request = { method: "GET", path: "/users" };

afterEach(() => vi.unstubAllGlobals());

/** A server at which somebody without a right is logged in, until it locks them. */
function server() {
  const state = { locked: false };
  const answer = (path: string): readonly [number, object] => {
    if (path === "/api/v1/auth/login") {
      return state.locked ? [403, FORBIDDEN] : [200, { accessToken: "a", refreshToken: "r" }];
    }
    return state.locked ? [401, ENDED] : [403, FORBIDDEN];
  };
  const fetched = (address: string) => {
    const [status, body] = answer(new URL(address).pathname);
    return Promise.resolve(Response.json(body, { status }));
  };
  vi.stubGlobal("fetch", fetched);
  const options = { url: "http://127.0.0.1", login: "cora", password: "x" };
  return { state, transport: new KeptTransport(options) };
}

test("a session has ended for whom an administrator has locked, and not for who may not do something", async () => {
  const { state, transport } = server();
  const ended = vi.fn();
  transport.whenEnded(ended);
  await expect(transport.call(USERS)).rejects.toBeInstanceOf(Forbidden);
  expect(ended).not.toHaveBeenCalled();

  state.locked = true;
  await expect(transport.call(USERS)).rejects.toBeInstanceOf(Forbidden);
  expect(ended).toHaveBeenCalledOnce();
});
