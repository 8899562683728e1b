import { CONTENT_LIMITS } from "../crypto/entitykey.js";
import { isUuid } from "../encoding/uuid.js";
import { type JsonNode, rawMember, rawText, valueAt } from "../json/node.js";
import { JsonRefused, parseObject } from "../json/parse.js";
import { KEY_ID_BYTES } from "../wire/card.js";
import { requireBase64 } from "../wire/fields.js";

/** The field that stands before all others in content for which nobody vouches. */
export const DOUBTFUL = "doubtful";

const PREFIX = `{"${DOUBTFUL}":`;

/**
 * Whose content a record has for which nobody vouches (protocol §4.2): somebody wrote it with a key
 * that was retired before, or that is not trusted.
 */
export interface DoubtfulOrigin {
  /** Data owner who is said to have written it. */
  readonly writer: string;
  /** keyId of the card that signed it. */
  readonly signedBy: string;
  /** When it says that it was written, milliseconds since the epoch. */
  readonly modified: number;
}

/** What private fields say of where they come from; undefined if they say nothing, or are no record. */
export function originIn(json: string): DoubtfulOrigin | undefined {
  if (!json.startsWith(PREFIX)) {
    return undefined;
  }
  try {
    const node = valueAt(parseObject(json, CONTENT_LIMITS), DOUBTFUL);
    return node && readOrigin(node);
  } catch (failure) {
    if (failure instanceof JsonRefused) {
      return undefined;
    }
    throw failure;
  }
}

/** The origin that a value of the field says; undefined if it is not whole. */
export function readOrigin(node: JsonNode): DoubtfulOrigin | undefined {
  if (node.kind !== "object") {
    return undefined;
  }
  const [writer, signedBy, modified] = ["writer", "signedBy", "modified"].map((name) =>
    valueAt(node, name),
  );
  if (writer?.kind !== "text" || signedBy?.kind !== "text" || modified?.kind !== "number") {
    return undefined;
  }
  const date = rawText(modified);
  const whole = isUuid(writer.value) && isKeyId(signedBy.value) && /^-?[0-9]{1,18}$/.test(date);
  return whole
    ? { writer: writer.value, signedBy: signedBy.value, modified: Number(date) }
    : undefined;
}

/**
 * The same private fields, which say that they come from here, and from nowhere else; all other
 * members keep their text. What is no JSON object stays what it is.
 */
export function markedAs(origin: DoubtfulOrigin, json: string): string {
  const { writer, signedBy, modified } = origin;
  try {
    const others = [...parseObject(json, CONTENT_LIMITS).members]
      .filter(([name]) => name !== DOUBTFUL)
      .map(([, member]) => rawMember(member));
    const mark = `"${DOUBTFUL}":${JSON.stringify({ writer, signedBy, modified })}`;
    return `{${[mark, ...others].join(",")}}`;
  } catch (failure) {
    if (failure instanceof JsonRefused) {
      return json;
    }
    throw failure;
  }
}

function isKeyId(text: string): boolean {
  try {
    requireBase64(text, KEY_ID_BYTES, KEY_ID_BYTES, DOUBTFUL);
    return true;
  } catch {
    return false;
  }
}
