import { CONTENT_LIMITS } from "../crypto/entitykey.js";
import { MalformedContent } from "../error/client.js";
import { type JsonNode, type JsonObject, rawText } from "../json/node.js";
import { JsonRefused, parseObject } from "../json/parse.js";
import { isDate, isDateTime } from "./dates.js";
import { isInBounds, numberOf } from "./decimal.js";
import { DOUBTFUL, readOrigin } from "./doubtful.js";
import { type Kind, RULES, type Shape } from "./schema.js";

/** Of a path that is told; names may be long. */
const MAX_PATH_CHARS = 200;

const LONG_EXPONENT = /[eE][+-]?[0-9]{7,}$/;

/** So many unreadable fields are named; of more nobody would read. */
const MOST_NAMED = 100;

/** A field that counts as left out, since it breaks the rule of its kind (protocol §4.1). */
export interface UnreadableField {
  /** Such as `codes[0].code`. */
  readonly field: string;
  readonly rule: string;
}

/** What was read of private fields. */
export interface ReadFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly unreadable: readonly UnreadableField[];
}

/**
 * The JSON object that private fields are.
 *
 * @throws MalformedContent if they are no record (protocol §4.1)
 */
export function parseContent(json: string): JsonObject {
  try {
    const object = parseObject(json, CONTENT_LIMITS);
    requireExponents(object, "");
    const doubtful = object.members.get(DOUBTFUL)?.value;
    const none = doubtful === undefined || (doubtful.kind === "scalar" && doubtful.value === null);
    if (!none && readOrigin(doubtful) === undefined) {
      throw new MalformedContent(DOUBTFUL, "must be writer, signedBy and modified");
    }
    return object;
  } catch (failure) {
    if (failure instanceof JsonRefused) {
      const limit = failure.fault === "LIMIT";
      throw new MalformedContent(limit ? failure.path : "", failure.detail);
    }
    throw failure;
  }
}

/** The fields of a shape in an object; one that breaks its rule never hides the others. */
export function readShape(object: JsonObject, shape: Shape): ReadFields {
  const unreadable: UnreadableField[] = [];
  const leftOut = (path: string, rule: string): null => {
    const field = path.length <= MAX_PATH_CHARS ? path : `${path.slice(0, MAX_PATH_CHARS)}…`;
    if (unreadable.length < MOST_NAMED) {
      unreadable.push({ field, rule });
    }
    return null;
  };
  return { fields: new Reading(leftOut).fields(object, shape, ""), unreadable };
}

class Reading {
  constructor(private readonly leftOut: (path: string, rule: string) => null) {}

  fields(object: JsonObject, shape: Shape, path: string): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    for (const [name, kind] of Object.entries(shape.fields)) {
      const node = object.members.get(name)?.value;
      const isNull = node?.kind === "scalar" && node.value === null;
      const value =
        node === undefined || isNull ? undefined : this.value(node, kind, at(path, name));
      if (value !== undefined && value !== null) {
        fields[name] = value;
      }
    }
    return fields;
  }

  private value(node: JsonNode, kind: Kind, path: string): unknown {
    switch (kind.is) {
      case "texts":
        return this.elements(node, kind, path, (each, where) =>
          each.kind === "text" ? each.value : this.leftOut(where, RULES.text),
        );
      case "objects":
        return this.elements(node, kind, path, (each, where) =>
          this.object(each, kind.of(), where),
        );
      case "object":
        return this.object(node, kind.of(), path);
      case "objectMap":
        return this.objectMap(node, kind.of(), path);
      case "values":
        return node.kind === "object" ? plain(node) : this.leftOut(path, RULES.values);
      default:
        return scalar(node, kind.is) ?? this.leftOut(path, RULES[kind.is]);
    }
  }

  private object(node: JsonNode, shape: Shape, path: string): object | null {
    return node.kind === "object"
      ? shape.make(this.fields(node, shape, path))
      : this.leftOut(path, RULES.object);
  }

  private objectMap(node: JsonNode, shape: Shape, path: string): object | null {
    if (node.kind !== "object") {
      return this.leftOut(path, RULES.objectMap);
    }
    const entries = [...node.members].flatMap(([name, member]): [string, object][] => {
      const value = this.object(member.value, shape, at(path, name));
      return value === null ? [] : [[name, value]];
    });
    return Object.fromEntries(entries);
  }

  private elements<T>(
    node: JsonNode,
    kind: Kind,
    path: string,
    read: (element: JsonNode, path: string) => T | null,
  ): readonly T[] | null {
    if (node.kind !== "array") {
      return this.leftOut(path, RULES[kind.is]);
    }
    return node.elements.flatMap((element, i) => {
      const value = read(element, `${path}[${i}]`);
      return value === null ? [] : [value];
    });
  }
}

function scalar(node: JsonNode, is: Kind["is"]): unknown {
  if (is === "flag") {
    return node.kind === "scalar" ? (node.value ?? undefined) : undefined;
  }
  if (is === "integer" || is === "number") {
    return node.kind === "number" ? numeric(rawText(node), is) : undefined;
  }
  return node.kind === "text" && textFits(node.value, is) ? node.value : undefined;
}

function numeric(digits: string, is: "integer" | "number"): unknown {
  if (is === "number") {
    return isInBounds(digits) ? numberOf(digits) : undefined;
  }
  const value = /^-?[0-9]+$/.test(digits) ? Number(digits) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Whether a text may stand in a field of this kind. */
export function textFits(value: string, is: Kind["is"]): boolean {
  switch (is) {
    case "nonEmpty":
      return value !== "";
    case "date":
      return isDate(value);
    case "dateTime":
      return isDateTime(value);
    default:
      return true;
  }
}

/** Any JSON value as a value of the language; numbers as {@link numberOf} has them. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case "object":
      return Object.fromEntries(
        [...node.members].map(([name, member]) => [name, plain(member.value)]),
      );
    case "array":
      return node.elements.map(plain);
    case "number":
      return numberOf(rawText(node));
    default:
      return node.value;
  }
}

/** An exponent of more than six digits makes a number that nobody can count with. */
function requireExponents(node: JsonNode, path: string): void {
  if (node.kind === "number" && LONG_EXPONENT.test(rawText(node))) {
    throw new MalformedContent(path, "must have an exponent of at most six digits");
  }
  if (node.kind === "array") {
    node.elements.forEach((element, i) => {
      requireExponents(element, `${path}[${i}]`);
    });
  }
  if (node.kind === "object") {
    for (const [name, member] of node.members) {
      requireExponents(member.value, at(path, name));
    }
  }
}

function at(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
