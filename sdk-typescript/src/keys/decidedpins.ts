import { isAboutTheSame, joined, RETIRED, type Pin } from "./pin.js";

/**
 * What was decided about the cards of data owners (protocol §10). Nothing is ever taken out: what is
 * decided later is added, so that two rings are merged by adding what each knows, in any order.
 */
export class DecidedPins {
  readonly #pins = new Map<string, Pin[]>();
  readonly #epochs = new Map<string, number>();
  #changes = 0;

  /** The decisions about a data owner's cards, in the order in which they became known. */
  of(dataOwner: string): readonly Pin[] {
    return [...(this.#pins.get(dataOwner) ?? [])];
  }

  /** All of them by data owner. */
  all(): ReadonlyMap<string, readonly Pin[]> {
    return new Map([...this.#pins].map(([dataOwner, known]) => [dataOwner, [...known]]));
  }

  /** Adds a decision; whether that says something new. Throws `RangeError` if it has no reason. */
  add(dataOwner: string, pin: Pin): boolean {
    if (pin.how === "") {
      throw new RangeError("a pin has a reason");
    }
    const known = this.#pins.get(dataOwner) ?? [];
    this.#pins.set(dataOwner, known);
    const added = join(known, pin);
    if (added) {
      this.changed(dataOwner);
    }
    return added;
  }

  /** How often what is decided about this data owner's cards has changed; left out: about anybody's. */
  epoch(dataOwner?: string): number {
    return dataOwner === undefined ? this.#changes : (this.#epochs.get(dataOwner) ?? 0);
  }

  /** Says that something changed on which trust in this data owner's cards depends. */
  changed(dataOwner: string): void {
    this.#changes++;
    this.#epochs.set(dataOwner, this.epoch(dataOwner) + 1);
  }

  /** Whether a card was retired by decision. */
  isRetired(dataOwner: string, keyId: string): boolean {
    return this.of(dataOwner).some((pin) => pin.keyId === keyId && pin.how === RETIRED);
  }
}

function join(known: Pin[], pin: Pin): boolean {
  const at = known.findIndex((before) => isAboutTheSame(before, pin));
  const before = known[at];
  if (before === undefined) {
    known.push(pin);
    return true;
  }
  const both = joined(before, pin);
  known[at] = both;
  return both.at !== before.at || both.until !== before.until;
}
