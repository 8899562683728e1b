import type { SalusApi } from "@salus/sdk";
import { useEffect, useState } from "react";
import { useSession } from "../session/context.js";

/** The server tells nobody that something is asked of them, so it is looked for this often; milliseconds. */
const AGAIN_MS = 60_000;

/** How many wait for an answer of whoever is there: asked for access or a share, or appointed. */
export async function waitingOf(api: SalusApi, owner: string): Promise<number> {
  const [access, shares, sets] = await Promise.all([
    api.accessBackApi.pendingRequests(),
    api.notaryApi.pendingRequests(),
    api.notaryApi.sets(),
  ]);
  const offered = sets.filter((set) => set.owner !== owner && !set.trusted);
  return access.length + shares.length + offered.length;
}

/** How many there are, as of when this page was opened, or a minute ago; 0 for who has no keys. */
export function useWaiting(page: string): number {
  const { api, owner } = useSession();
  const id = owner?.id;
  const [count, setCount] = useState(0);
  useEffect(() => {
    let there = true;
    const look = () => {
      if (id !== undefined) {
        waitingOf(api, id)
          .then((found) => there && setCount(found))
          // the page itself says what is wrong
          .catch(() => undefined);
      }
    };
    look();
    const timer = setInterval(look, AGAIN_MS);
    return () => {
      there = false;
      clearInterval(timer);
    };
  }, [api, id, page]);
  return count;
}
