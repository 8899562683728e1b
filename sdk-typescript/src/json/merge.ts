import {
  type JsonArray,
  type JsonMember,
  type JsonNode,
  type JsonObject,
  rawMember,
  rawText,
} from "./node.js";

/**
 * The JSON text of a record that is written over another version, in which what the writer does not
 * change comes back to the byte (protocol §4.1).
 *
 * @param before the version that is written over
 * @param read what the writer would write for the record as it has read it from there
 * @param now what it is to write
 * @param dropped names of members of `before` that go
 */
export function mergeObject(
  before: JsonObject,
  read: JsonObject | undefined,
  now: JsonObject,
  dropped: readonly string[] = [],
): string {
  const members: string[] = [];
  for (const [name, member] of before.members) {
    if (!dropped.includes(name)) {
      members.push(...mergedMember(member, read?.members.get(name), now.members.get(name)));
    }
  }
  for (const [name, member] of now.members) {
    if (!before.members.has(name)) {
      members.push(rawMember(member));
    }
  }
  return `{${members.join(",")}}`;
}

/** Rule 1: what stays, what goes, and what is made anew under its name. */
function mergedMember(
  before: JsonMember,
  read: JsonMember | undefined,
  now: JsonMember | undefined,
): readonly string[] {
  if (now === undefined) {
    return read === undefined ? [rawMember(before)] : [];
  }
  if (read !== undefined && isSame(read.value, now.value)) {
    return [rawMember(before)];
  }
  const toValue = before.value.source.slice(before.nameStart, before.value.start);
  return [toValue + mergeValue(before.value, read?.value, now.value)];
}

/** Rule 4. */
function mergeValue(before: JsonNode, read: JsonNode | undefined, now: JsonNode): string {
  const readObject = read?.kind === "object" ? read : undefined;
  if (
    before.kind === "object" &&
    now.kind === "object" &&
    (read === undefined || readObject !== undefined)
  ) {
    return mergeObject(before, readObject, now);
  }
  if (
    before.kind === "array" &&
    read?.kind === "array" &&
    now.kind === "array" &&
    before.elements.length === read.elements.length
  ) {
    return mergeArray(before, read, now);
  }
  return rawText(now);
}

/** Rule 5. */
function mergeArray(before: JsonArray, read: JsonArray, now: JsonArray): string {
  const [old, is, next] = [before.elements, read.elements, now.elements];
  const shorter = Math.min(is.length, next.length);
  let begin = 0;
  while (begin < shorter && isSameAt(is, begin, next, begin)) {
    begin++;
  }
  let end = 0;
  while (end < shorter - begin && isSameAt(is, is.length - 1 - end, next, next.length - 1 - end)) {
    end++;
  }
  const between = next.slice(begin, next.length - end);
  const each = is.length === next.length;
  const made = between.map((node, i) => {
    const [was, had] = [old[begin + i], is[begin + i]];
    return each && was !== undefined && had !== undefined
      ? mergeValue(was, had, node)
      : rawText(node);
  });
  const kept = old.map(rawText);
  return `[${[...kept.slice(0, begin), ...made, ...kept.slice(kept.length - end)].join(",")}]`;
}

function isSameAt(
  some: readonly JsonNode[],
  at: number,
  others: readonly JsonNode[],
  otherAt: number,
): boolean {
  const [one, other] = [some[at], others[otherAt]];
  return one !== undefined && other !== undefined && isSame(one, other);
}

/** Both are made by one writer, which writes a number in one way. */
function isSame(one: JsonNode, other: JsonNode): boolean {
  switch (one.kind) {
    case "object":
      return (
        other.kind === "object" &&
        one.members.size === other.members.size &&
        [...one.members].every(([name, member]) => {
          const same = other.members.get(name);
          return same !== undefined && isSame(member.value, same.value);
        })
      );
    case "array":
      return (
        other.kind === "array" &&
        one.elements.length === other.elements.length &&
        one.elements.every((_, i) => isSameAt(one.elements, i, other.elements, i))
      );
    case "text":
      return other.kind === "text" && one.value === other.value;
    case "scalar":
      return other.kind === "scalar" && one.value === other.value;
    case "number":
      return other.kind === "number" && rawText(one) === rawText(other);
  }
}
