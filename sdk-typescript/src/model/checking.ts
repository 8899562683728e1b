import { Invalid } from "../error/server.js";
import type { Kind, Rule, Shape } from "./schema.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Refuses what means nothing in a model (protocol §4.1), which has to be one that can be written.
 * What is as it was is not asked: somebody else may have written it, and it stays as it is.
 *
 * @param before what stood there before, or may have, if elements were moved; empty for a new model
 * @throws Invalid naming the field
 */
export function requireMeaning(
  model: object,
  shape: Shape,
  before: readonly object[] = [],
  path = "",
): void {
  const [now, was] = [model as Fields, before as readonly Fields[]];
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  for (const [name, kind] of Object.entries(shape.fields)) {
    const value = now[name] ?? undefined;
    if (value !== undefined) {
      const values = was.map((each) => each[name] ?? undefined);
      requireKind(
        value,
        kind,
        values.filter((each) => each !== undefined),
        at(name),
      );
    }
  }
  for (const { field, rule, of, fits } of shape.together ?? []) {
    const isKept = was.some((each) => of.every((name) => isSame(each[name], now[name])));
    if (!isKept && !fits(now)) {
      throw new Invalid(at(field), rule);
    }
  }
}

function requireKind(value: unknown, kind: Kind, was: readonly unknown[], path: string): void {
  switch (kind.is) {
    case "text":
    case "nonEmpty":
      requireRule(value as string, kind.means, was, path);
      break;
    case "integer":
      requireRule(value as number, kind.means, was, path);
      break;
    case "texts": {
      const before = was.flatMap(elements);
      elements(value).forEach((each, i) => {
        requireRule(each as string, kind.means, before, `${path}[${i}]`);
      });
      break;
    }
    case "object":
      requireMeaning(value as object, kind.of(), was as readonly object[], path);
      break;
    case "objects": {
      const before = was.flatMap(elements) as readonly object[];
      elements(value).forEach((each, i) => {
        requireMeaning(each as object, kind.of(), before, `${path}[${i}]`);
      });
      break;
    }
    case "objectMap": {
      const before = was.flatMap(members);
      const [names, values] = [before.map(([name]) => name), before.map(([, each]) => each)];
      for (const [name, each] of members(value)) {
        requireRule(name, kind.names, names, `${path}.${name}`);
        requireMeaning(each, kind.of(), values, `${path}.${name}`);
      }
    }
  }
}

function requireRule<T>(
  value: T,
  rule: Rule<T> | undefined,
  was: readonly unknown[],
  path: string,
): void {
  if (rule !== undefined && !was.includes(value) && !rule.fits(value)) {
    throw new Invalid(path, rule.rule);
  }
}

function elements(value: unknown): readonly unknown[] {
  return [...(value as Iterable<unknown>)];
}

/** Those that are written. */
function members(value: unknown): readonly (readonly [string, object])[] {
  const all = Object.entries(value as Readonly<Record<string, object | undefined>>);
  return all.flatMap(([name, each]) => (each === undefined ? [] : [[name, each] as const]));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
