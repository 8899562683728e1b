import { fromBase64Url } from "../encoding/base64url.js";
import { isUuid } from "../encoding/uuid.js";
import { ProtocolViolation, type ViolationKind } from "../encoding/violation.js";
import type { JsonNode, JsonObject } from "../json/node.js";
import { wireInteger } from "../json/wire.js";

/** What reads an object of the wire by its fields. */
export type Reading<T> = (fields: FieldReader) => T;

/**
 * Reads the fields of an object one by one and names the field that breaks a rule (protocol §0);
 * {@link end} refuses what nobody asked for. Null counts as of the wrong type.
 */
export class FieldReader {
  private readonly known = new Set<string>();

  /**
   * @param json by the rules of the wire
   * @param place where it stands in a larger body; empty for the whole
   */
  constructor(
    private readonly json: JsonObject,
    private readonly place = "",
  ) {}

  /** The path of a field, for messages. */
  path(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  /** A violation at a field. */
  violation(kind: ViolationKind, name: string, detail: string): ProtocolViolation {
    return new ProtocolViolation(kind, this.path(name), detail);
  }

  /** Whether the field is there. */
  has(name: string): boolean {
    this.known.add(name);
    return this.json.members.has(name);
  }

  /** A string. */
  text(name: string): string {
    return text(this.require(name, "a string"), this.path(name));
  }

  /** A string; undefined if the field is not there. */
  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  /** A UUID in its one form. */
  uuid(name: string): string {
    return requireUuid(this.text(name), this.path(name));
  }

  /** A UUID; undefined if the field is not there. */
  optionalUuid(name: string): string | undefined {
    return this.has(name) ? this.uuid(name) : undefined;
  }

  /** Canonical base64url of exactly this many bytes, as text. */
  base64(name: string, bytes: number): string {
    return requireBase64(this.text(name), bytes, bytes, this.path(name));
  }

  /** Canonical base64url of at least this many bytes, as text. */
  base64AtLeast(name: string, bytes: number): string {
    return requireBase64(this.text(name), bytes, Infinity, this.path(name));
  }

  /** An integer from 0 to 2⁵³−1. */
  integer(name: string): number {
    const value = wireInteger(this.require(name, "an integer"));
    if (value === undefined) {
      throw this.violation("INTEGER", name, "must be an integer from 0 to 2^53-1");
    }
    return value;
  }

  /** An integer; undefined if the field is not there. */
  optionalInteger(name: string): number | undefined {
    return this.has(name) ? this.integer(name) : undefined;
  }

  /** True or false. */
  flag(name: string): boolean {
    const node = this.require(name, "true or false");
    if (node.kind !== "scalar" || node.value === null) {
      throw this.violation("WRONG_TYPE", name, "must be true or false");
    }
    return node.value;
  }

  /** An object as it is. */
  raw(name: string): JsonObject {
    return object(this.require(name, "an object"), this.path(name));
  }

  /** An object, read to its end. */
  object<T>(name: string, read: Reading<T>): T {
    return nested(this.require(name, "an object"), this.path(name), read);
  }

  /** A list of objects. */
  objects<T>(name: string, read: Reading<T>): readonly T[] {
    return this.elements(name, (element, at) => nested(element, at, read));
  }

  /** A list of objects; empty if the field is not there. */
  optionalObjects<T>(name: string, read: Reading<T>): readonly T[] {
    return this.has(name) ? this.objects(name, read) : [];
  }

  /** Strings in the order in which they came; none twice. */
  texts(name: string): readonly string[] {
    return this.distinct(name, this.elements(name, text));
  }

  /** UUIDs in the order in which they came; none twice. */
  uuids(name: string): readonly string[] {
    const uuids = this.elements(name, (element, at) => requireUuid(text(element, at), at));
    return this.distinct(name, uuids);
  }

  /** Base64url values of exactly this many bytes; none twice. */
  base64s(name: string, bytes: number): readonly string[] {
    const read = (element: JsonNode, at: string): string =>
      requireBase64(text(element, at), bytes, bytes, at);
    return this.distinct(name, this.elements(name, read));
  }

  /** A map whose values are objects. */
  map<T>(name: string, read: Reading<T>): Readonly<Record<string, T>> {
    return this.record(name, (value, at) => nested(value, at, read));
  }

  /** A map whose values are base64url of exactly this many bytes. */
  base64Map(name: string, bytes: number): Readonly<Record<string, string>> {
    return this.record(name, (value, at) => requireBase64(text(value, at), bytes, bytes, at));
  }

  /** A map whose values are read by this, which is told where they stand. */
  record<T>(name: string, read: (value: JsonNode, at: string) => T): Readonly<Record<string, T>> {
    const members = [...object(this.require(name, "an object"), this.path(name)).members];
    return Object.fromEntries(
      members.map(([key, member]) => [key, read(member.value, `${this.path(name)}.${key}`)]),
    );
  }

  /** A list of anything, each read by this, which is told where it stands. */
  elements<T>(name: string, read: (element: JsonNode, at: string) => T): readonly T[] {
    const array = this.require(name, "an array");
    if (array.kind !== "array") {
      throw this.violation("WRONG_TYPE", name, "must be an array");
    }
    return array.elements.map((element, i) => read(element, `${this.path(name)}[${i}]`));
  }

  /**
   * Refuses a list in which an element occurs twice.
   *
   * @param key what tells elements apart; their JSON text if left out
   */
  distinct<T>(
    name: string,
    elements: readonly T[],
    key: (element: T) => string = keyOf,
  ): readonly T[] {
    if (new Set(elements.map(key)).size !== elements.length) {
      throw this.violation("VALUE", name, "must not have an element twice");
    }
    return elements;
  }

  /** Refuses every field that nobody asked for. */
  end(): void {
    for (const name of this.json.members.keys()) {
      if (!this.known.has(name)) {
        throw this.violation("UNKNOWN_FIELD", name, "is not a field that is known here");
      }
    }
  }

  private require(name: string, what: string): JsonNode {
    this.known.add(name);
    const member = this.json.members.get(name);
    if (member === undefined) {
      throw this.violation("MISSING_FIELD", name, `is missing; must be ${what}`);
    }
    return member.value;
  }
}

/** Reads a whole body and refuses fields that nobody knows. */
export function readWhole<T>(json: JsonObject, read: Reading<T>, place = ""): T {
  return nested(json, place, read);
}

/** Refuses a text that is not a UUID in its one form. */
export function requireUuid(value: string, field: string): string {
  if (!isUuid(value)) {
    throw new ProtocolViolation("UUID", field, "must be a UUID in lower-case 8-4-4-4-12 form");
  }
  return value;
}

/** Refuses a text that is not canonical base64url of that many bytes. */
export function requireBase64(value: string, least: number, most: number, field: string): string {
  const { length } = fromBase64Url(value, field);
  if (length < least || length > most) {
    const bound = least === most ? "" : "at least ";
    throw new ProtocolViolation("BASE64URL", field, `must be base64url of ${bound}${least} bytes`);
  }
  return value;
}

function nested<T>(node: JsonNode, at: string, read: Reading<T>): T {
  const reader = new FieldReader(object(node, at), at);
  const value = read(reader);
  reader.end();
  return value;
}

function object(node: JsonNode, at: string): JsonObject {
  if (node.kind !== "object") {
    throw new ProtocolViolation("WRONG_TYPE", at, "must be an object");
  }
  return node;
}

function text(node: JsonNode, at: string): string {
  if (node.kind !== "text") {
    throw new ProtocolViolation("WRONG_TYPE", at, "must be a string");
  }
  return node.value;
}

function keyOf(element: unknown): string {
  return JSON.stringify(element);
}
