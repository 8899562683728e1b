import type { DataOwner } from "@salus/sdk";
import type { TFunction } from "i18next";
import { shortId } from "./givennames.js";

/** What somebody is called where one chooses, and who says so. */
export interface Label {
  readonly label: string;
  readonly description?: string;
}

/** The name that was kept, with the server's word if it is another one; else the server's word, as that. */
export function labelOf(
  { id, name }: DataOwner,
  given: ReadonlyMap<string, string>,
  t: TFunction,
): Label {
  const kept = given.get(id);
  const short = shortId(id);
  if (kept !== undefined) {
    const isSame = name === undefined || name === kept;
    const description = isSame ? short : t("names.another", { id: short, name });
    return { label: kept, description };
  }
  return name === undefined
    ? { label: id }
    : { label: name, description: t("names.byServer", { id: short }) };
}
