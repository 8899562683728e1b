import { useEffect, useState } from "react";
import { useSession } from "../session/context.js";
import type { SalusApi } from "@salus/sdk";

// one list for each connection: names of data owners are asked for once
const known = new WeakMap<SalusApi, Map<string, Promise<string>>>();

function nameOf(api: SalusApi, id: string): Promise<string> {
  const names = known.get(api) ?? new Map<string, Promise<string>>();
  known.set(api, names);
  const name =
    names.get(id) ??
    api.dataOwnerApi
      .getDataOwner(id)
      .then((owner) => owner.name ?? "")
      .catch(() => "");
  names.set(id, name);
  return name;
}

/** How people call data owners: by their name, or by the beginning of their id where they have none. */
export function useNames(ids: readonly string[]): (id: string) => string {
  const { api } = useSession();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = [...new Set(ids)].sort().join(" ");
  useEffect(() => {
    let there = true;
    const all = wanted.split(" ").filter((id) => id !== "");
    void Promise.all(all.map(async (id) => [id, await nameOf(api, id)] as const)).then((found) => {
      if (there) {
        setNames(new Map(found));
      }
    });
    return () => {
      there = false;
    };
  }, [api, wanted]);
  return (id) => {
    const name = names.get(id);
    return name === undefined || name === "" ? `${id.slice(0, 8)}…` : name;
  };
}
