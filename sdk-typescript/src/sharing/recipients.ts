import type { LinkFields } from "../crypto/wraps.js";
import { ClientError, RefusedPolicy } from "../error/client.js";
import {
  Conflict,
  SalusError,
  SecondFactorRequired,
  TooManyRequests,
  Unauthenticated,
  Unavailable,
} from "../error/server.js";
import type { ExchangeBook } from "../exchange/book.js";
import type { OpenedExchange } from "../exchange/opened.js";
import type { SkippedDelegate } from "../model/metadata.js";
import { CryptoFailure } from "../primitives/failure.js";
import type { Recipient } from "../sealing/newentity.js";
import type { EntityType } from "../wire/entity.js";
import { type AutomaticSharing, fully, withoutLink } from "./automatic.js";
import type { AutomaticSharingBook } from "./book.js";

/** With whom the new entities of one call are shared. */
export interface AutomaticDelegates {
  /** With those who get all that goes along. */
  readonly fully: readonly OpenedExchange[];
  /** With those who are not told what finds a patient's data. */
  readonly withoutLink: readonly OpenedExchange[];
  /** Who cannot be shared with. */
  readonly skipped: readonly SkippedDelegate[];
  /** Whether they are as the newest policy says that is known by now. */
  readonly isNewestPolicy: () => boolean;
}

/** Whether nothing was decided since: neither with whom to share, nor about their cards. */
export function areCurrent({ fully, withoutLink, isNewestPolicy }: AutomaticDelegates): boolean {
  return isNewestPolicy() && [...fully, ...withoutLink].every((exchange) => exchange.isCurrent());
}

/**
 * To be asked for as something was sealed to them.
 *
 * @throws Conflict if with whom the creator shares was decided anew
 */
export function requireNewestPolicy({ isNewestPolicy }: AutomaticDelegates): void {
  if (!isNewestPolicy()) {
    throw new Conflict("with whom you share has changed meanwhile: do it again");
  }
}

/** The recipients of one entity. */
export function recipientsOf(
  delegates: AutomaticDelegates,
  link: LinkFields,
): readonly Recipient[] {
  const permission = "WRITE";
  return [
    ...delegates.fully.map((exchange) => ({ exchange, permission, link }) as const),
    ...delegates.withoutLink.map((exchange) => ({ exchange, permission, link: {} }) as const),
  ];
}

/**
 * With whom a new entity is shared as it is created (protocol §7). A delegate that cannot be shared
 * with, or a policy that is refused, never blocks the creation: it is skipped, with the reason.
 */
export class AutomaticRecipients {
  constructor(
    private readonly creator: string,
    private readonly book: AutomaticSharingBook,
    private readonly exchanges: ExchangeBook,
  ) {}

  /** The delegates of new entities of a type. */
  async of(type: EntityType): Promise<AutomaticDelegates> {
    let sharing: AutomaticSharing;
    try {
      sharing = await this.book.current();
    } catch (failure) {
      if (failure instanceof RefusedPolicy) {
        const everybody = { dataOwner: "*", reason: failure.message };
        const { version } = this.book;
        return { fully: [], withoutLink: [], skipped: [everybody], ...this.#asOf(version) };
      }
      throw failure;
    }
    const skipped: SkippedDelegate[] = [];
    const { delegates } = sharing;
    return {
      fully: await this.#reached(fully(delegates, this.creator), skipped),
      withoutLink: await this.#reached(withoutLink(delegates, type, this.creator), skipped),
      skipped,
      ...this.#asOf(sharing.version),
    };
  }

  #asOf(version: number): Pick<AutomaticDelegates, "isNewestPolicy"> {
    return { isNewestPolicy: () => this.book.version === version };
  }

  async #reached(
    delegates: readonly string[],
    skipped: SkippedDelegate[],
  ): Promise<readonly OpenedExchange[]> {
    const attempts = delegates.map(async (delegate) => {
      try {
        return [await this.exchanges.forWrapping(delegate)];
      } catch (failure) {
        skipped.push({ dataOwner: delegate, reason: reasonToSkip(failure) });
        return [];
      }
    });
    return (await Promise.all(attempts)).flat();
  }
}

/** What says nothing of the delegate fails the creation, which can be tried again. */
function reasonToSkip(failure: unknown): string {
  if (
    failure instanceof Unavailable ||
    failure instanceof TooManyRequests ||
    failure instanceof Unauthenticated ||
    failure instanceof SecondFactorRequired
  ) {
    throw failure;
  }
  if (
    failure instanceof ClientError ||
    failure instanceof SalusError ||
    failure instanceof CryptoFailure
  ) {
    return failure.message;
  }
  throw failure;
}
