import { useCallback, useMemo, useState } from "react";
import type { FirstUseChoice } from "@salus/sdk";
import { SessionContext } from "../session/context.js";
import { useIdleLock } from "../session/idle.js";
import {
  endSession,
  type LoggedIn,
  openKeys,
  openWithoutKeys,
  type Session,
} from "../session/login.js";
import { KeyQuestions } from "../session/questions.js";
import { CodeDialog } from "../signin/CodeDialog.js";
import { FirstUse } from "../signin/FirstUse.js";
import { NewRecoveryKey } from "../signin/NewRecoveryKey.js";
import { SignIn } from "../signin/SignIn.js";
import { Unlock } from "../signin/Unlock.js";
import { Pages } from "./Pages.js";

type Step =
  | { readonly kind: "signIn"; readonly login?: string; readonly locked?: boolean }
  | { readonly kind: "unlock" | "firstUse"; readonly who: LoggedIn }
  | { readonly kind: "recoveryKey" | "open"; readonly session: Session };

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
    (locked: boolean) => {
      if (session !== undefined) {
        questions.abandon();
        void endSession(session).catch(() => undefined);
        setStep({ kind: "signIn", login: session.user.login, locked });
      }
    },
    [session, questions],
  );
  const lock = useCallback(() => end(true), [end]);
  useIdleLock(session !== undefined, lock);

  const open = useMemo(
    () => session && { ...session, questions, leave: () => end(false) },
    [session, questions, end],
  );

  const loggedIn = async (who: LoggedIn) => {
    if (who.user.dataOwner === undefined) {
      setStep({ kind: "open", session: await openWithoutKeys(who) });
    } else {
      setStep({ kind: who.hasKeys ? "unlock" : "firstUse", who });
    }
  };
  const unlock = (who: LoggedIn) => async (passphrase: string) => {
    setStep({ kind: "open", session: await openKeys(who, passphrase, questions) });
  };
  const begin = (who: LoggedIn) => async (passphrase: string, choice: FirstUseChoice) => {
    const opened = await openKeys(who, passphrase, questions, choice);
    setStep({ kind: choice.kind === "makeKeys" ? "recoveryKey" : "open", session: opened });
  };
  const back = (who: LoggedIn) => () => {
    void who.transport.end();
    setStep({ kind: "signIn", login: who.user.login });
  };

  if (step.kind === "signIn") {
    return <SignIn login={step.login} locked={step.locked === true} onLoggedIn={loggedIn} />;
  }
  if (step.kind === "unlock") {
    return <Unlock who={step.who} onPassphrase={unlock(step.who)} onBack={back(step.who)} />;
  }
  if (step.kind === "firstUse") {
    return <FirstUse who={step.who} onChosen={begin(step.who)} onBack={back(step.who)} />;
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
