import { Invalid } from "../error/server.js";
import { hasLoneSurrogate } from "../json/node.js";
import { Decimal, isInBounds, numberText } from "./decimal.js";
import { textFits } from "./reading.js";
import { type Kind, RULES, type Shape } from "./schema.js";

/**
 * The JSON text of the fields of a shape that a model has; what is undefined, null or empty is left
 * out, and so is what the shape does not know.
 *
 * @throws Invalid naming the field that breaks its rule
 */
export function writeShape(model: object, shape: Shape, path = ""): string {
  const fields = model as Readonly<Record<string, unknown>>;
  const members = Object.entries(shape.fields).flatMap(([name, kind]) => {
    const value = fields[name];
    const written =
      value === undefined || value === null
        ? undefined
        : writeValue(value, kind, path === "" ? name : `${path}.${name}`);
    return written === undefined ? [] : [`${JSON.stringify(name)}:${written}`];
  });
  return `{${members.join(",")}}`;
}

/** Undefined for what is empty. */
function writeValue(value: unknown, kind: Kind, path: string): string | undefined {
  switch (kind.is) {
    case "flag":
      return typeof value === "boolean" ? String(value) : refuse(path, kind);
    case "integer":
      return Number.isSafeInteger(value) ? String(value) : refuse(path, kind);
    case "number": {
      const digits = numberText(value);
      return digits !== undefined && isInBounds(digits) ? digits : refuse(path, kind);
    }
    case "texts":
      return list(elements(value, kind, path).map((each, i) => writeText(each, `${path}[${i}]`)));
    case "objects":
      return list(
        elements(value, kind, path).map((each, i) =>
          writeShape(requireObject(each, `${path}[${i}]`), kind.of(), `${path}[${i}]`),
        ),
      );
    case "object":
      return writeShape(requireObject(value, path), kind.of(), path);
    case "objectMap":
      return map(requireObject(value, path), path, (each, where) =>
        writeShape(requireObject(each, where), kind.of(), where),
      );
    case "values":
      return map(requireObject(value, path), path, writeAny);
    default:
      return typeof value === "string" && textFits(value, kind.is)
        ? writeText(value, path)
        : refuse(path, kind);
  }
}

function writeAny(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean") {
    return String(value);
  }
  if (typeof value === "string") {
    return writeText(value, path);
  }
  const digits = numberText(value);
  if (digits !== undefined) {
    return digits;
  }
  if (Array.isArray(value)) {
    return `[${value.map((each, i) => writeAny(each, `${path}[${i}]`)).join(",")}]`;
  }
  if (typeof value === "object" && !(value instanceof Decimal)) {
    return map(value, path, writeAny) ?? "{}";
  }
  throw new Invalid(path, "must be a value that JSON has");
}

function map(
  value: object,
  path: string,
  write: (value: unknown, path: string) => string,
): string | undefined {
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${writeText(name, path)}:${write(each, `${path}.${name}`)}`);
  return members.length === 0 ? undefined : `{${members.join(",")}}`;
}

function list(elements: readonly string[]): string | undefined {
  return elements.length === 0 ? undefined : `[${elements.join(",")}]`;
}

function writeText(value: unknown, path: string): string {
  if (typeof value !== "string") {
    throw new Invalid(path, RULES.text);
  }
  if (hasLoneSurrogate(value)) {
    throw new Invalid(path, "must not have a lone surrogate");
  }
  return JSON.stringify(value);
}

/** A set or an array; a text, which has elements too, is none. */
function elements(value: unknown, kind: Kind, path: string): readonly unknown[] {
  const iterable = typeof value === "object" && value !== null && Symbol.iterator in value;
  return iterable ? [...(value as Iterable<unknown>)] : refuse(path, kind);
}

function requireObject(value: unknown, path: string): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Invalid(path, RULES.object);
  }
  return value;
}

function refuse(path: string, kind: Kind): never {
  throw new Invalid(path, RULES[kind.is]);
}
