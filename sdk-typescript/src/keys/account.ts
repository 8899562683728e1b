import { toBase64Url } from "../encoding/base64url.js";
import { pae } from "../encoding/pae.js";
import { sha256 } from "../primitives/hash.js";

/**
 * Who is connected to what, in the client's own words: nothing of it is what a server answered. Two are
 * the same if the server cannot tell the logins apart, which it compares without regard to case.
 */
export interface Account {
  /** The gateway's address: scheme, host in lower case, port, and the path without a slash at its end. */
  readonly server: string;
  /** The user's login, folded. */
  readonly login: string;
}

/** The account of a login at an address. */
export function accountOf(url: string | URL, login: string): Account {
  const { protocol, hostname, port, pathname } = new URL(url);
  const usual = protocol === "https:" ? "443" : "80";
  const path = pathname.replace(/\/$/, "");
  const server = `${protocol}//${hostname}:${port === "" ? usual : port}${path}`;
  const folded = login.normalize("NFC").toLowerCase().toUpperCase().toLowerCase();
  return { server, login: folded.normalize("NFC") };
}

/** What a store calls the place where it says whose keys an account uses: neither server nor login. */
export function accountName({ server, login }: Account): string {
  return `${toBase64Url(sha256(pae("salus/v1/account", server, login)))}.account`;
}
