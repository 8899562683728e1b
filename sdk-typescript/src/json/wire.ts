import { fromUtf8 } from "../encoding/bytes.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { type JsonNode, type JsonObject, rawText } from "./node.js";
import { JsonRefused, type JsonLimits, parseObject } from "./parse.js";

const LIMITS: JsonLimits = {
  depth: 32,
  nameChars: 1024,
  textChars: 64 * 1024 * 1024,
  numberChars: 1024,
};

/** An integer of the protocol: no sign, no fraction, no exponent. */
const INTEGER = /^[0-9]{1,16}$/;

/**
 * The object that a text or its strict UTF-8 is, by the rules of the wire (protocol §0): no name
 * twice, no lone surrogate, at most 32 levels, integers from 0 to 2⁵³−1 only.
 *
 * @throws ProtocolViolation if it is anything else
 */
export function parseWire(text: string | Uint8Array): JsonObject {
  const object = parse(typeof text === "string" ? text : decode(text));
  requireIntegers(object, "");
  return object;
}

/** The integer that a number of the wire is; undefined if it is none. */
export function wireInteger(node: JsonNode): number | undefined {
  const text = rawText(node);
  const value = node.kind === "number" && INTEGER.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw new ProtocolViolation("SYNTAX", "", "must be UTF-8");
  }
}

function parse(text: string): JsonObject {
  try {
    return parseObject(text, LIMITS);
  } catch (failure) {
    if (failure instanceof JsonRefused) {
      const kind = failure.fault === "DUPLICATE_NAME" ? "DUPLICATE_NAME" : "SYNTAX";
      const field = failure.fault === "LONE_SURROGATE" ? failure.path : "";
      throw new ProtocolViolation(kind, field, failure.detail);
    }
    throw failure;
  }
}

function requireIntegers(node: JsonNode, path: string): void {
  if (node.kind === "number" && wireInteger(node) === undefined) {
    const rule = "must be an integer from 0 to 2^53-1 without fraction or exponent";
    throw new ProtocolViolation("INTEGER", path, rule);
  }
  if (node.kind === "array") {
    node.elements.forEach((element, i) => {
      requireIntegers(element, `${path}[${i}]`);
    });
  }
  if (node.kind === "object") {
    for (const [name, member] of node.members) {
      requireIntegers(member.value, path === "" ? name : `${path}.${name}`);
    }
  }
}
