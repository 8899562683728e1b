import { useEffect, useState } from "react";
import { useChanges } from "../live/useChanges.js";
import { useSession } from "../session/context.js";
import { allPatients, idOf, type ListedPatient } from "./patientlist.js";

/** The patients of whoever is there. */
export interface Patients {
  /** What has been loaded so far; undefined before the first page. */
  readonly all: readonly ListedPatient[] | undefined;
  readonly loading: boolean;
  readonly failure: unknown;
  /** Loads them again. */
  readonly reload: () => void;
}

/** Loads all patients, and keeps up with changes while the page is open. */
export function usePatients(): Patients {
  const { api } = useSession();
  const [all, setAll] = useState<readonly ListedPatient[]>();
  const [loaded, setLoaded] = useState(-1);
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    let there = true;
    allPatients(api, (soFar) => there && setAll((before) => longer(before, soFar)))
      .then((whole) => there && setAll(whole))
      .catch((reason: unknown) => there && setFailure(reason))
      .finally(() => there && setLoaded(round));
    return () => {
      there = false;
    };
  }, [api, round]);
  const reload = () => setRound((each) => each + 1);
  useChanges("patients", (id) => {
    if (id === undefined) {
      reload();
      return;
    }
    void api.patientApi
      .getAndTryDecrypt(id)
      .catch(() => undefined)
      .then((now) => setAll((before) => replaced(before ?? [], id, now)));
  });
  return { all, loading: loaded < round, failure, reload };
}

function longer(
  before: readonly ListedPatient[] | undefined,
  soFar: readonly ListedPatient[],
): readonly ListedPatient[] {
  return before !== undefined && before.length > soFar.length ? before : soFar;
}

function replaced(
  all: readonly ListedPatient[],
  id: string,
  now: ListedPatient | undefined,
): readonly ListedPatient[] {
  const known = all.some((each) => idOf(each) === id);
  if (now === undefined) {
    return all.filter((each) => idOf(each) !== id);
  }
  return known ? all.map((each) => (idOf(each) === id ? now : each)) : [...all, now];
}
