import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { flag, optionalInteger, text, texts } from "../transport/answers.js";
import type { ServerApi } from "../transport/serverapi.js";

/** Whether log-ins need a code: no; not yet, it was begun and not confirmed; yes. */
export type SecondFactorState = "off" | "begun" | "on";

/** How it is with a user's second factor. */
export interface SecondFactorStatus {
  readonly state: SecondFactorState;
  /** Whether a role of the user needs one: until it has one it can do nothing else. */
  readonly required: boolean;
  readonly recoveryCodesLeft: number;
}

/** What an authenticator has to be told; whoever has it can make the codes. */
export interface SecondFactorSecret {
  /** To be typed: base32. */
  readonly secret: string;
  /** To be shown as a QR code: the `otpauth` address. */
  readonly uri: string;
}

const ROUTE = "/users/me/second-factor";
/** Base32 (RFC 4648 section 6). */
const SECRET = /^[A-Z2-7]{16,128}={0,6}$/u;
const ADDRESS = /^otpauth:\/\/totp\/[!-~]{1,1000}$/u;
const CODE = /^[A-Z2-7]{4}(?:-[A-Z2-7]{4}){1,15}$/u;
const MOST_CODES = 100;
const STATES: readonly SecondFactorState[] = ["off", "begun", "on"];

/**
 * The second factor of the logged user: a code of an authenticator (RFC 6238) that a log-in needs
 * besides the password. It guards the account; records are guarded by keys. Wrong passwords and
 * codes are `Invalid` at `password` and `otp`, and after five of them `TooManyRequests`.
 */
export class SecondFactorApi {
  /** @internal */
  constructor(private readonly server: ServerApi) {}

  /** Whether there is one, and whether there has to be. */
  async status(): Promise<SecondFactorStatus> {
    const answer = await this.server.get(ROUTE);
    const state = STATES.find((each) => each === text(answer, "state"));
    if (state === undefined) {
      throw new InternalFault("the server names an unknown state");
    }
    return {
      state,
      required: flag(answer, "required"),
      recoveryCodesLeft: optionalInteger(answer, "recoveryCodesLeft") ?? 0,
    };
  }

  /** Begins to set one up; log-ins are as before until it is confirmed. Told this once. */
  async begin(password: string): Promise<SecondFactorSecret> {
    const answer = await this.server.post(ROUTE, { password });
    const secret = text(answer, "secret");
    const uri = text(answer, "uri");
    if (!SECRET.test(secret) || !ADDRESS.test(uri) || !uri.includes(`secret=${secret}`)) {
      throw new InternalFault("the server's answer has no secret of an authenticator");
    }
    return { secret, uri };
  }

  /**
   * Puts it in force: the next log-in needs a code, and the user's other sessions end.
   *
   * @param code what the authenticator shows now
   * @returns recovery codes, each of which is a code once; to be shown to the person this once
   */
  async confirm(code: string): Promise<readonly string[]> {
    return recoveryCodes(await this.server.post(`${ROUTE}/confirm`, { otp: code }));
  }

  /** Makes other recovery codes; those before are void. */
  async replaceRecoveryCodes(password: string, code: string): Promise<readonly string[]> {
    const body = { password, otp: code };
    return recoveryCodes(await this.server.post(`${ROUTE}/recovery-codes`, body));
  }

  /** Removes it. Who has to have one can do nothing then but set up another. */
  remove(password: string, code: string): Promise<void> {
    return this.server.run("POST", `${ROUTE}/remove`, { password, otp: code });
  }
}

/** What is shown to a person is nothing but that: a terminal acts on other signs. */
function recoveryCodes(answer: JsonObject): readonly string[] {
  const codes = texts(answer, "recoveryCodes");
  if (codes.length > MOST_CODES || !codes.every((code) => CODE.test(code))) {
    throw new InternalFault("the server's answer has no recovery codes");
  }
  return codes;
}
