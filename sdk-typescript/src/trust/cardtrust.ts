import { cardCanBeSealedTo, type KeyCard, type Retirement } from "../wire/card.js";
import { CardSignatureChecks } from "./checks.js";
import type { Pins } from "./pins.js";
import { Retirements } from "./retirements.js";
import { TrustedCards } from "./trustedcards.js";

/** How far ahead of the own clock another one may be, milliseconds. */
export const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Which of a data owner's cards are trusted, from those that are pinned (protocol §10), whatever the
 * order in which they are listed.
 *
 * A card may have been endorsed by one that it, or another one further down, has retired since. So a
 * retirement counts in two steps: first it is found out who is vouched for at all, which says whose
 * retirements count; then a retired card vouches for none that lives but the card that took its
 * place. For cards that were retired no later than itself it vouches on: they verify the past. A card
 * that others attested counts as retired whatever the server says of it, and vouches for none.
 *
 * What is dated later than a clock can be wrong by is as if it were not there.
 *
 * @param now milliseconds since the epoch
 */
export function decideTrust(
  owner: string,
  listed: readonly KeyCard[],
  pins: Pins,
  now: number,
  checks = new CardSignatureChecks(),
): TrustedCards {
  return new CardTrust(owner, validCards(owner, listed, now, checks), pins, checks).decide();
}

function validCards(
  owner: string,
  listed: readonly KeyCard[],
  now: number,
  checks: CardSignatureChecks,
): ReadonlyMap<string, KeyCard> {
  const latest = now + CLOCK_TOLERANCE_MS;
  const valid = new Map<string, KeyCard>();
  for (const card of listed) {
    const isValid =
      card.owner === owner &&
      card.createdAt <= latest &&
      checks.card(card) &&
      cardCanBeSealedTo(card);
    // a list should not have a card twice; if it has, a retirement is not lost by that
    if (isValid && valid.get(card.keyId)?.retired === undefined) {
      valid.set(card.keyId, withoutLateEnd(card, latest));
    }
  }
  return valid;
}

function withoutLateEnd(card: KeyCard, latest: number): KeyCard {
  return card.retired !== undefined && card.retired.at > latest ? withoutEnd(card) : card;
}

function withoutEnd(card: KeyCard): KeyCard {
  const bare: { -readonly [K in keyof KeyCard]: KeyCard[K] } = { ...card };
  delete bare.retired;
  return bare;
}

class CardTrust {
  private readonly endorsedBy = new Map<string, KeyCard[]>();

  constructor(
    private readonly owner: string,
    private readonly valid: ReadonlyMap<string, KeyCard>,
    private readonly pins: Pins,
    private readonly checks: CardSignatureChecks,
  ) {
    for (const card of valid.values()) {
      for (const by of new Set(card.endorsements.map((each) => each.by))) {
        this.endorsedBy.set(by, [...(this.endorsedBy.get(by) ?? []), card]);
      }
    }
  }

  decide(): TrustedCards {
    const retired = this.retiredBy(this.vouchedFor(this.retiredBy(new Set())));
    const trusted = this.vouchedFor(retired);
    this.past(trusted, retired).forEach((keyId) => trusted.add(keyId));
    const known: KeyCard[] = [];
    const unknown: KeyCard[] = [];
    for (const card of this.valid.values()) {
      const seen = this.ended(retired.has(card.keyId) ? card : withoutEnd(card));
      (trusted.has(card.keyId) ? known : unknown).push(seen);
    }
    return new TrustedCards(this.owner, known, unknown, this.pins.trusted);
  }

  private retiredBy(counting: ReadonlySet<string>): ReadonlySet<string> {
    return new Retirements(this.valid, this.pins, this.checks, counting).all();
  }

  /** A card that was ended by decision as its owner takes it: retired at the earlier of both. */
  private ended(card: KeyCard): KeyCard {
    const end = this.pins.ended.get(card.keyId);
    if (end === undefined || (card.retired !== undefined && card.retired.at <= end)) {
      return card;
    }
    return { ...card, retired: { at: end, by: card.keyId, signature: "" } };
  }

  /** The keyIds of those that are pinned, and of those that they endorse, and so on. */
  private vouchedFor(retired: ReadonlySet<string>): Set<string> {
    const trusted = new Set([...this.pins.trusted].filter((keyId) => this.valid.has(keyId)));
    // a set that grows while it is walked over is walked over to its end
    for (const by of trusted) {
      for (const card of this.endorsedBy.get(by) ?? []) {
        if (
          !trusted.has(card.keyId) &&
          this.mayEndorse(by, card, retired) &&
          this.isEndorsed(card, by)
        ) {
          trusted.add(card.keyId);
        }
      }
    }
    return trusted;
  }

  private isEndorsed(card: KeyCard, by: string): boolean {
    const endorser = this.valid.get(by);
    return (
      endorser !== undefined &&
      !this.pins.distrusted.has(card.keyId) &&
      this.checks.endorsement(card, endorser)
    );
  }

  private mayEndorse(by: string, card: KeyCard, retired: ReadonlySet<string>): boolean {
    if (this.pins.ended.has(by)) {
      return false;
    }
    const end = this.valid.get(by)?.retired;
    return end === undefined || !retired.has(by) || card.keyId === heirOf(by, end);
  }

  /**
   * The keyIds of retired cards that retired ones vouched for which were retired no earlier, and so
   * on. None of them vouches for one that lives, not even for its successor.
   */
  private past(trusted: ReadonlySet<string>, retired: ReadonlySet<string>): ReadonlySet<string> {
    const ends = new Map<string, number>();
    for (const keyId of trusted) {
      const ended = retired.has(keyId) || this.pins.ended.has(keyId);
      if (ended && !this.pins.attested.has(keyId)) {
        ends.set(keyId, this.end(keyId));
      }
    }
    const past = new Set<string>();
    const vouching = [...ends.keys()];
    for (let by = vouching.shift(); by !== undefined; by = vouching.shift()) {
      const latest = ends.get(by) ?? -Infinity;
      for (const card of this.endorsedBy.get(by) ?? []) {
        const { keyId } = card;
        if (
          !trusted.has(keyId) &&
          (ends.get(keyId) ?? -Infinity) < latest &&
          retired.has(keyId) &&
          this.end(keyId) <= latest &&
          this.isEndorsed(card, by)
        ) {
          past.add(keyId);
          ends.set(keyId, latest);
          vouching.push(keyId);
        }
      }
    }
    return past;
  }

  /** Up to when a retired card verifies. */
  private end(keyId: string): number {
    const card = this.valid.get(keyId);
    return (card === undefined ? undefined : this.ended(card).retired?.at) ?? -Infinity;
  }
}

/** The card that took the place of a retired one: its successor, or who retired it. */
export function heirOf(keyId: string, end: Retirement): string | undefined {
  return end.by === keyId ? end.successor : end.by;
}
