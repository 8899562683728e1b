/** A JSON value that knows where in its text it stands, so that what is not changed keeps its bytes. */
export type JsonNode = JsonScalar | JsonText | JsonNumber | JsonArray | JsonObject;

/** Where a value stands: the text and its first and one after its last UTF-16 unit. */
interface Placed {
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/** `true`, `false` or `null`. */
export interface JsonScalar extends Placed {
  readonly kind: "scalar";
  readonly value: boolean | null;
}

/** A string. */
export interface JsonText extends Placed {
  readonly kind: "text";
  readonly value: string;
}

/** A number; its digits are its {@link rawText}. */
export interface JsonNumber extends Placed {
  readonly kind: "number";
}

/** An array. */
export interface JsonArray extends Placed {
  readonly kind: "array";
  readonly elements: readonly JsonNode[];
}

/** An object; no name is there twice. */
export interface JsonObject extends Placed {
  readonly kind: "object";
  readonly members: ReadonlyMap<string, JsonMember>;
}

/** A name and its value; `nameStart` is where the first quote of the name stands. */
export interface JsonMember {
  readonly nameStart: number;
  readonly value: JsonNode;
}

/** The text of a value, as it was written. */
export function rawText(node: JsonNode): string {
  return node.source.slice(node.start, node.end);
}

/** The text of a member, from the first quote of its name to the end of its value. */
export function rawMember(member: JsonMember): string {
  return member.value.source.slice(member.nameStart, member.value.end);
}

/** The value at a name; undefined if there is none. */
export function valueAt(object: JsonObject, name: string): JsonNode | undefined {
  return object.members.get(name)?.value;
}

/** Whether a text has a surrogate without its other half, which UTF-8 cannot say. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
