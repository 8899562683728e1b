import { useCallback } from "react";
import { useSession } from "../session/context.js";
import { useLoaded } from "../ui/useLoaded.js";
import { nameOfPatient } from "./patientname.js";

/** What a page does, with whom it is about once that is known. */
export function useTitleAbout(what: string, patientId: string): string {
  const { api } = useSession();
  const { value } = useLoaded(
    useCallback(() => api.patientApi.getPatient(patientId), [api, patientId]),
  );
  return titleAbout(what, value === undefined ? "" : nameOfPatient(value));
}

/** Such as “New value – Snow, John”. */
export function titleAbout(what: string, name: string): string {
  return name === "" ? what : `${what} – ${name}`;
}
