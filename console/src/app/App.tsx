import { useCallback, useEffect, useMemo, useState } from "react";
import type { FirstUseChoice } from "@salus/sdk";
import { codeQuestions } from "../session/codes.js";
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
import { AcceptInvitation } from "../signin/AcceptInvitation.js";
import { CodeDialog } from "../signin/CodeDialog.js";
import { FirstUse } from "../signin/FirstUse.js";
import { NeededFactor } from "../signin/NeededFactor.js";
import { NewRecoveryKey } from "../signin/NewRecoveryKey.js";
import { SignIn, type WhyAgain } from "../signin/SignIn.js";
import { Unlock } from "../signin/Unlock.js";
import { Guard } from "../ui/Guard.js";
import { PageFault } from "../ui/PageFault.js";
import { Pages } from "./Pages.js";
import { isSomebodyThere, leave, type Step } from "./steps.js";

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

  const session = "session" in step ? step.session : undefined;
  const end = useCallback(
    (why?: WhyAgain) => {
      codeQuestions.open()?.giveUp();
      setStep(leave(step, why, globalThis.location));
    },
    [step],
  );
  const lock = useCallback(() => end("locked"), [end]);
  useIdleLock(isSomebodyThere(step), lock);
  useEffect(() => session?.transport.whenEnded(() => end("ended")), [session, end]);

  const open = useMemo(() => session && { ...session, leave: () => end() }, [session, end]);

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
    setStep({ kind: "open", session: await openKeys(who, passphrase) });
  };
  const forgotten = (known: LoggedIn) => async () => {
    const who = { ...known, cards: await cardsOf(known.transport) };
    setStep({ kind: "forgotten", who, keys: new ForgottenKeys(who) });
  };
  const begin = (who: LoggedIn) => async (passphrase: string, choice: FirstUseChoice) => {
    begun(await openKeys(who, passphrase, choice), NEXT[choice.kind], choice);
  };
  // whoever has left meanwhile is not let in, however late the server answers
  const accepted = async (who: LoggedIn, passphrase: string, isThere: () => boolean) => {
    if (!isThere()) {
      await who.transport.end();
    } else if (who.needsFactor) {
      loggedIn(who);
    } else {
      const opened = await openKeys(who, passphrase);
      if (isThere()) {
        begun(opened, undefined, { kind: "makeKeys" });
      } else {
        await endSession(opened);
      }
    }
  };
  const replace = (keys: ForgottenKeys) => async (passphrase: string, choice: FirstUseChoice) => {
    const next = NEXT[choice.kind] ?? "#/devices";
    begun(await keys.replace(passphrase, choice), next, choice);
  };
  const begun = (opened: Session, next: string | undefined, { kind }: FirstUseChoice) => {
    if (next !== undefined) {
      globalThis.location.assign(next);
    }
    setStep({ kind: kind === "makeKeys" ? "recoveryKey" : "open", session: opened });
  };
  const back = () => end();

  const page = () => {
    if (step.kind === "signIn") {
      return (
        <SignIn
          login={step.login}
          why={step.why}
          onLoggedIn={loggedIn}
          onInvited={(url) => setStep({ kind: "invited", url })}
        />
      );
    }
    if (step.kind === "invited") {
      return <AcceptInvitation url={step.url} onAccepted={accepted} onBack={back} />;
    }
    if (step.kind === "unlock") {
      const { who } = step;
      return (
        <Unlock who={who} onPassphrase={unlock(who)} onForgotten={forgotten(who)} onBack={back} />
      );
    }
    if (step.kind === "firstUse") {
      return <FirstUse who={step.who} onChosen={begin(step.who)} onBack={back} />;
    }
    if (step.kind === "forgotten") {
      const { who, keys } = step;
      return <FirstUse who={who} forgotten onChosen={replace(keys)} onBack={back} />;
    }
    if (step.kind === "factor") {
      return <NeededFactor who={step.who} onBack={back} />;
    }
    if (step.kind === "recoveryKey") {
      const kept = { kind: "open", session: step.session } as const;
      return <NewRecoveryKey session={step.session} onKept={() => setStep(kept)} />;
    }
    return (
      <SessionContext value={open}>
        <Pages />
      </SessionContext>
    );
  };
  // around the page and not around this, which locks the keys also of whoever sees a fault
  return (
    <Guard key={step.kind} instead={<PageFault />}>
      {page()}
    </Guard>
  );
}
