import type { DataOwner, SalusApi } from "@salus/sdk";
import { useEffect, useState } from "react";
import { useSession } from "../session/context.js";
import { givenNames, shortId } from "./givennames.js";

// one list for each connection: names of data owners are asked for once
const known = new WeakMap<SalusApi, Map<string, Promise<string>>>();

function listOf(api: SalusApi): Map<string, Promise<string>> {
  const names = known.get(api) ?? new Map<string, Promise<string>>();
  known.set(api, names);
  return names;
}

/** What the server calls somebody, as it said first in this session; empty as long as it says nothing. */
export function serversNameOf(api: SalusApi, id: string): Promise<string> {
  const names = listOf(api);
  const known = names.get(id);
  if (known !== undefined) {
    return known;
  }
  const asked = api.dataOwnerApi
    .getDataOwner(id)
    .then((owner) => owner.name ?? "")
    .catch(() => "");
  names.set(id, asked);
  void asked.then((name) => {
    if (name === "" && names.get(id) === asked) {
      names.delete(id);
    }
  });
  return asked;
}

/** What was shown of somebody is their name from here on, until the session ends. */
export function noteShown(api: SalusApi, { id, name }: DataOwner): void {
  if (name !== undefined) {
    listOf(api).set(id, Promise.resolve(name));
  }
}

/**
 * How people call data owners: by the name that was kept when their key was compared, else by the
 * server's word, or by the beginning of their id where there is neither.
 */
export function useNames(ids: readonly string[]): (id: string) => string {
  const { api, owner } = useSession();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const given = givenNames(api, owner);
  const wanted = [...new Set(ids)].sort().join(" ");
  useEffect(() => {
    let there = true;
    const all = wanted.split(" ").filter((id) => id !== "");
    const asked = all.map(async (id) => [id, await serversNameOf(api, id)] as const);
    void Promise.all(asked).then((found) => {
      if (there) {
        setNames(new Map(found));
      }
    });
    return () => {
      there = false;
    };
  }, [api, wanted]);
  return (id) => {
    const name = given.get(id) ?? names.get(id);
    return name === undefined || name === "" ? shortId(id) : name;
  };
}
