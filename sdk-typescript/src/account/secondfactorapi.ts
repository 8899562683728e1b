import { InternalFault } from "../error/server.js";
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
    return { secret: text(answer, "secret"), uri: text(answer, "uri") };
  }

  /**
   * Puts it in force: the next log-in needs a code, and the user's other sessions end.
   *
   * @param code what the authenticator shows now
   * @returns recovery codes, each of which is a code once; to be shown to the person this once
   */
  async confirm(code: string): Promise<readonly string[]> {
    return texts(await this.server.post(`${ROUTE}/confirm`, { otp: code }), "recoveryCodes");
  }

  /** Makes other recovery codes; those before are void. */
  async replaceRecoveryCodes(password: string, code: string): Promise<readonly string[]> {
    const body = { password, otp: code };
    return texts(await this.server.post(`${ROUTE}/recovery-codes`, body), "recoveryCodes");
  }

  /** Removes it. Who has to have one can do nothing then but set up another. */
  remove(password: string, code: string): Promise<void> {
    return this.server.run("POST", `${ROUTE}/remove`, { password, otp: code });
  }
}
