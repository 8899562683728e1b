import type { KeyCard, Retirement } from "../wire/card.js";
import type { CardSignatureChecks } from "./checks.js";
import type { Pins } from "./pins.js";

/** Which retirements count if those by some cards do (protocol §10). Each is looked at once. */
export class Retirements {
  private readonly known = new Map<string, boolean>();

  /** @param counting keyIds of the cards whose word on others counts */
  constructor(
    private readonly valid: ReadonlyMap<string, KeyCard>,
    private readonly pins: Pins,
    private readonly checks: CardSignatureChecks,
    private readonly counting: ReadonlySet<string>,
  ) {}

  /** The keyIds of cards that retired themselves, or that one of those cards retired. */
  all(): ReadonlySet<string> {
    const retired = [...this.valid.values()].filter((card) => this.isRetired(card));
    return new Set(retired.map((card) => card.keyId));
  }

  private isRetired(card: KeyCard): boolean {
    const before = this.known.get(card.keyId);
    if (before !== undefined) {
      return before;
    }
    const retired = card.retired !== undefined && this.counts(card, card.retired);
    this.known.set(card.keyId, retired);
    return retired;
  }

  private counts(card: KeyCard, end: Retirement): boolean {
    const by = this.valid.get(end.by);
    if (by === undefined || !this.checks.retirement(end, card, by)) {
      return false;
    }
    if (by.keyId === card.keyId) {
      return true;
    }
    return this.counting.has(by.keyId) && this.wins(by, card) && this.isLiveAt(end.at, by);
  }

  /** Of two that retire each other the one that a human compared wins. */
  private wins(by: KeyCard, card: KeyCard): boolean {
    const eachOther = by.retired?.by === card.keyId;
    return !eachOther || this.isCompared(by) || !this.isCompared(card);
  }

  private isCompared(card: KeyCard): boolean {
    return this.pins.compared.has(card.keyId) && !this.pins.ended.has(card.keyId);
  }

  /** A card that was retired earlier retires no other. Dates fall, so this comes to an end. */
  private isLiveAt(date: number, card: KeyCard): boolean {
    const ended = this.pins.ended.get(card.keyId);
    if (ended !== undefined && ended < date) {
      return false;
    }
    return card.retired === undefined || card.retired.at >= date || !this.isRetired(card);
  }
}
