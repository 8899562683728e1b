import { useCallback, useEffect, useMemo, useState } from "react";
import type { FirstUseChoice } from "@salus/sdk";
import { SessionContext } from "../session/context.js";
import { ForgottenKeys } from "../session/forgotten.js";
import { useIdleLock } from "../session/idle.js";
import {
  cardsOf,
  endSession,
  type LoggedIn,
  openKeys,
  openWithoutKeys,
  type Session,
} from "../session/login.js";
import { KeyQuestions } from "../session/questions.js";
import { CodeDialog } from "../signin/CodeDialog.js";
import { FirstUse } from "../signin/FirstUse.js";
import { NeededFactor } from "../signin/NeededFactor.js";
import { NewRecoveryKey } from "../signin/NewRecoveryKey.js";
import { SignIn, type WhyAgain } from "../signin/SignIn.js";
import { Unlock } from "../signin/Unlock.js";
import { Pages } from "./Pages.js";

type Step =
  | { readonly kind: "signIn"; readonly login?: string; readonly why?: WhyAgain }
  | { readonly kind: "unlock" | "firstUse" | "factor"; readonly who: LoggedIn }
  | { readonly kind: "forgotten"; readonly who: LoggedIn; readonly keys: ForgottenKeys }
  | { readonly kind: "recoveryKey" | "open"; readonly session: Session };

/** Where somebody goes on who has chosen this: there is what is to be done next. */
const NEXT: Partial<Record<FirstUseChoice["kind"], string>> = {
  addDevice: "#/devices",
  askNotaries: "#/requests",
  askForAccess: "#/requests",
};

/** From the log-in to the pages behind it, and back. */
export function App() {
  return (
    <>
      <Steps />
      <CodeDialog />
    </>
  );
}

function Steps() {
  const [step, setStep] = useState<Step>({ kind: "signIn" });
  const questions = useMemo(() => new KeyQuestions(), []);

  const session = "session" in step ? step.session : undefined;
  const end = useCallback(
    (why?: WhyAgain) => {
      if (session !== undefined) {
        questions.abandon();
        void endSession(session).catch(() => undefined);
        setStep({ kind: "signIn", login: session.user.login, ...(why && { why }) });
      }
    },
    [session, questions],
  );
  const lock = useCallback(() => end("locked"), [end]);
  useIdleLock(session !== undefined, lock);
  useEffect(() => session?.transport.whenEnded(() => end("ended")), [session, end]);

  const open = useMemo(
    () => session && { ...session, questions, leave: () => end() },
    [session, questions, end],
  );

  const loggedIn = (who: LoggedIn) => {
    if (who.needsFactor) {
      setStep({ kind: "factor", who });
    } else if (who.user.dataOwner === undefined) {
      setStep({ kind: "open", session: openWithoutKeys(who) });
    } else {
      setStep({ kind: who.hasKeys ? "unlock" : "firstUse", who });
    }
  };
  const unlock = (who: LoggedIn) => async (passphrase: string) => {
    setStep({ kind: "open", session: await openKeys(who, passphrase, questions) });
  };
  const forgotten = (known: LoggedIn) => async () => {
    const who = { ...known, cards: await cardsOf(known.transport) };
    setStep({ kind: "forgotten", who, keys: new ForgottenKeys(who) });
  };
  const begin = (who: LoggedIn) => async (passphrase: string, choice: FirstUseChoice) => {
    begun(await openKeys(who, passphrase, questions, choice), NEXT[choice.kind], choice);
  };
  const replace = (keys: ForgottenKeys) => async (passphrase: string, choice: FirstUseChoice) => {
    const next = NEXT[choice.kind] ?? "#/devices";
    begun(await keys.replace(passphrase, questions, choice), next, choice);
  };
  const begun = (opened: Session, next: string | undefined, { kind }: FirstUseChoice) => {
    if (next !== undefined) {
      globalThis.location.assign(next);
    }
    setStep({ kind: kind === "makeKeys" ? "recoveryKey" : "open", session: opened });
  };
  const back = (who: LoggedIn) => () => {
    void who.transport.end();
    setStep({ kind: "signIn", login: who.user.login });
  };

  if (step.kind === "signIn") {
    return <SignIn login={step.login} why={step.why} onLoggedIn={loggedIn} />;
  }
  if (step.kind === "unlock") {
    const { who } = step;
    return (
      <Unlock
        who={who}
        onPassphrase={unlock(who)}
        onForgotten={forgotten(who)}
        onBack={back(who)}
      />
    );
  }
  if (step.kind === "firstUse") {
    return <FirstUse who={step.who} onChosen={begin(step.who)} onBack={back(step.who)} />;
  }
  if (step.kind === "forgotten") {
    const { who, keys } = step;
    return <FirstUse who={who} forgotten onChosen={replace(keys)} onBack={back(who)} />;
  }
  if (step.kind === "factor") {
    return <NeededFactor who={step.who} onBack={back(step.who)} />;
  }
  if (step.kind === "recoveryKey") {
    const { api } = step.session;
    return (
      <NewRecoveryKey api={api} onKept={() => setStep({ kind: "open", session: step.session })} />
    );
  }
  return (
    <SessionContext value={open}>
      <Pages />
    </SessionContext>
  );
}
