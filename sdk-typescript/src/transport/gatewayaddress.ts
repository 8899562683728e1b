import { Invalid } from "../error/server.js";

/** Where a gateway is, without a slash at its end; fails with `Invalid` for what is not safe to tell a password to. */
export function baseOf(url: string | URL): string {
  const parsed = addressOf(url);
  const onThisMachine = ["localhost", "127.0.0.1", "[::1]"].includes(parsed.hostname);
  if (parsed.protocol !== "https:" && !(parsed.protocol === "http:" && onThisMachine)) {
    throw new Invalid("url", "must be an https address, but on this machine");
  }
  if (
    parsed.username !== "" ||
    parsed.password !== "" ||
    parsed.search !== "" ||
    parsed.hash !== ""
  ) {
    throw new Invalid("url", "must have no user, query or fragment");
  }
  return parsed.href.replace(/\/$/, "");
}

function addressOf(url: string | URL): URL {
  try {
    return new URL(url);
  } catch {
    throw new Invalid("url", "is no address");
  }
}
