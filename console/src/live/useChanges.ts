import type { SalusApi, Subscription } from "@salus/sdk";
import { useEffect, useEffectEvent } from "react";
import { useSession } from "../session/context.js";

/** What can be kept up with. */
export type Kind = "patients" | "samples" | "elements";

function apiOf(api: SalusApi, kind: Kind) {
  return {
    patients: api.patientApi,
    samples: api.dataSampleApi,
    elements: api.healthcareElementApi,
  }[kind];
}

/**
 * Keeps up with changes while a page is open. `changed` is told the id of what somebody has changed, or
 * undefined when changes may have been missed.
 */
export function useChanges(kinds: string, changed: (id: string | undefined) => void): void {
  const { api } = useSession();
  const tell = useEffectEvent(changed);
  useEffect(() => {
    let there = true;
    const opened: Subscription[] = [];
    const listener = {
      changed: ({ id }: { readonly id: string }) => tell(id),
      missed: () => tell(undefined),
    };
    for (const kind of kinds.split(" ") as Kind[]) {
      apiOf(api, kind)
        .subscribe(listener)
        .then((subscription) => {
          opened.push(subscription);
          if (!there) {
            subscription.close();
          }
        })
        // without it the page is as of when it was opened
        .catch(() => undefined);
    }
    return () => {
      there = false;
      for (const subscription of opened) {
        subscription.close();
      }
    };
  }, [api, kinds]);
}
