import { createContext, useContext } from "react";
import type { Session } from "./login.js";

/** What pages get of who is there. */
export interface OpenSession extends Session {
  /** Locks the keys and leaves. */
  leave(): void;
}

export const SessionContext = createContext<OpenSession | undefined>(undefined);

/** Who is there; for pages behind the log-in. */
export function useSession(): OpenSession {
  const session = useContext(SessionContext);
  if (session === undefined) {
    throw new Error("nobody is logged in");
  }
  return session;
}
