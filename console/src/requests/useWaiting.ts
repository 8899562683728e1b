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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (owner: string) => {
      // the page itself says what is wrong
      const found = await waitingOf(api, owner).catch(() => undefined);
      if (there) {
        setCount((before) => found ?? before);
        // from the answer on: a slow server is not asked again before
        timer = setTimeout(() => void look(owner), AGAIN_MS);
      }
    };
    if (id !== undefined) {
      void look(id);
    }
    return () => {
      there = false;
      clearTimeout(timer);
    };
  }, [api, id, page]);
  return count;
}
