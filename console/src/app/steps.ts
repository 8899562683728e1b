import type { ForgottenKeys } from "../session/forgotten.js";
import { endSession, type LoggedIn, type Session } from "../session/login.js";
import type { WhyAgain } from "../signin/SignIn.js";

/** How far somebody is, from the log-in on. */
export type Step =
  | { readonly kind: "signIn"; readonly login?: string; readonly why?: WhyAgain }
  | { readonly kind: "invited"; readonly url: string }
  | { readonly kind: "unlock" | "firstUse" | "factor"; readonly who: LoggedIn }
  | { readonly kind: "forgotten"; readonly who: LoggedIn; readonly keys: ForgottenKeys }
  | { readonly kind: "recoveryKey" | "open"; readonly session: Session };

/** Paths that name a patient. */
const OF_A_PATIENT = /^#\/patient\//;

/** Whether there is somebody whose session, or what they have typed, an idle time ends. */
export function isSomebodyThere({ kind }: Step): boolean {
  return kind !== "signIn";
}

/**
 * Ends the session of whoever is there, with keys or still without, and forgets which patient was shown;
 * the log-in that follows is for the login that was typed before.
 */
export function leave(step: Step, why: WhyAgain | undefined, address: Location): Step {
  if (step.kind === "signIn") {
    return step;
  }
  if (step.kind === "invited") {
    return { kind: "signIn", ...(why && { why }) };
  }
  const { login } = "session" in step ? step.session : step.who;
  const ended = "session" in step ? endSession(step.session) : step.who.transport.end();
  // whoever leaves is gone, whether or not the server hears of it
  ended.catch(() => undefined);
  if (OF_A_PATIENT.test(address.hash)) {
    address.replace("#/");
  }
  return { kind: "signIn", login, ...(why && { why }) };
}
