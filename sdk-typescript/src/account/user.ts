import { InternalFault } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import type { LeftOutKey, SkippedDelegate } from "../model/metadata.js";
import type { SharingDataWith } from "../sharing/automatic.js";
import { flag, optionalText, text, texts } from "../transport/answers.js";

/** Somebody who logs in. */
export interface User {
  readonly id: string;
  readonly login: string;
  readonly roles: readonly string[];
  /** The data owner that it acts for; not there for one that acts for none. */
  readonly dataOwner?: string;
  /** With whom it shares what it creates, by kind; nobody where the policy is refused. */
  readonly sharingDataWith: SharingDataWith;
  /** Whether its log-ins need a code besides the password. */
  readonly secondFactor: boolean;
  /** Whether an administrator keeps it out. */
  readonly locked: boolean;
  readonly rev: string;
  /** Of those just shared with, who is not reached at all; in the answer to sharing alone. */
  readonly skipped: readonly SkippedDelegate[];
  /** Of those just shared with, keys that nothing is sealed to; in the answer to sharing alone. */
  readonly leftOut: readonly LeftOutKey[];
}

/** The kinds of data owners. */
export type DataOwnerType = "patient" | "hcp" | "device";

const TYPES: readonly DataOwnerType[] = ["patient", "hcp", "device"];

/** Who has keys, owns data, and gives and gets access. */
export interface DataOwner {
  readonly id: string;
  readonly type: DataOwnerType;
  /** Not there for patients, whose names the server must not know. */
  readonly name?: string;
}

/** The user that an answer is. */
export function userOf(
  json: JsonObject,
  sharingDataWith: SharingDataWith,
  beside: Partial<Pick<User, "skipped" | "leftOut">> = {},
): User {
  const dataOwner = optionalText(json, "dataOwner");
  return {
    id: text(json, "id"),
    login: text(json, "login"),
    roles: texts(json, "roles"),
    ...(dataOwner === undefined ? {} : { dataOwner }),
    sharingDataWith,
    secondFactor: optionalText(json, "secondFactor") === "on",
    locked: flag(json, "locked"),
    rev: text(json, "rev"),
    skipped: beside.skipped ?? [],
    leftOut: beside.leftOut ?? [],
  };
}

/** The data owner that an answer is. */
export function dataOwnerOf(json: JsonObject): DataOwner {
  const named = text(json, "type");
  const type = TYPES.find((each) => each === named);
  if (type === undefined) {
    throw new InternalFault("the server names an unknown kind of data owner");
  }
  const name = optionalText(json, "name");
  return { id: text(json, "id"), type, ...(name === undefined ? {} : { name }) };
}
