import { FieldReader } from "../wire/fields.js";

const LONGEST = 100;

/** What the owner of a ring calls people and devices (protocol §9): for people only. */
export class GivenNames {
  readonly #names = new Map<string, string>();
  readonly #changed: () => void;

  /** None yet; calls this after each change. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether somebody may be called so. */
  static allows(name: string): boolean {
    return name.trim() !== "" && name.length <= LONGEST && !/\p{Cc}/u.test(name);
  }

  /** All of them, by data owner's id and keyId. */
  all(): ReadonlyMap<string, string> {
    return new Map(this.#names);
  }

  /**
   * Gives a data owner or a key a name, in place of one that it had.
   *
   * @throws RangeError if it is blank, longer than 100 characters or has control characters
   */
  give(id: string, name: string): void {
    if (!GivenNames.allows(name)) {
      throw new RangeError("a name has 1 to 100 characters, without control characters");
    }
    if (this.#names.get(id) !== name) {
      this.#names.set(id, name);
      this.#changed();
    }
  }

  /** Adds those of another ring for what has no name here. */
  takeOver(other: GivenNames): void {
    for (const [id, name] of other.#names) {
      if (!this.#names.has(id)) {
        this.give(id, name);
      }
    }
  }
}

/** Reads the names of a ring's JSON form, by data owner's id and keyId. */
export function readNames(fields: FieldReader): Readonly<Record<string, string>> {
  const json = fields.raw("names");
  const names = new FieldReader(json, fields.path("names"));
  const given = [...json.members.keys()].map((id): [string, string] => [id, names.text(id)]);
  for (const [id, name] of given) {
    if (!GivenNames.allows(name)) {
      throw names.violation("VALUE", id, "must be a name");
    }
  }
  return Object.fromEntries(given);
}
