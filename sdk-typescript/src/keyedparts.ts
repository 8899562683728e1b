import type { EntityTools } from "./entity/tools.js";
import { ExchangeBook } from "./exchange/book.js";
import { ExchangeEntries } from "./exchange/entries.js";
import type { KeyRing } from "./keys/keyring.js";
import type { RandomSource } from "./primitives/random.js";
import { EntityOpener } from "./sealing/opener.js";
import { EntityReader } from "./sealing/reader.js";
import { EntityRekeyer } from "./sealing/rekey.js";
import { EntitySealer } from "./sealing/sealer.js";
import { SeenCheck } from "./sealing/seencheck.js";
import { EntityVerifier } from "./sealing/verifier.js";
import { AutomaticSharingBook } from "./sharing/book.js";
import { AutomaticRecipients } from "./sharing/recipients.js";
import type { ServerApi } from "./transport/serverapi.js";
import type { ServerClock } from "./transport/serverclock.js";
import { CardDirectory } from "./trust/directory.js";
import { OwnCards } from "./trust/owncards.js";
import type { OwnerKeys } from "./trust/ownerkeys.js";
import type { TrustPolicy } from "./trust/policy.js";

/** What a connection that has keys is made of. */
export interface KeyedParts {
  readonly keys: OwnerKeys;
  readonly ownCards: OwnCards;
  readonly exchanges: ExchangeBook;
  /** Opens exchange records to one more card. */
  readonly entries: ExchangeEntries;
  readonly automaticSharing: AutomaticSharingBook;
  readonly cards: CardDirectory;
  readonly tools: EntityTools;
  readonly now: () => number;
  readonly random: RandomSource;
  /** Overwrites all that was derived from keys. */
  readonly wipe: () => void;
}

/** Puts the parts together. */
export function keyedParts(
  server: ServerApi,
  ring: KeyRing,
  saver: Pick<OwnerKeys, "save" | "saveSeen">,
  trust: TrustPolicy,
  publishedCodingTypes: ReadonlySet<string>,
  clock: ServerClock,
  random: RandomSource,
): KeyedParts {
  const { own, now } = clock;
  const cards = new CardDirectory(server, ring, trust, own, now);
  const keys: OwnerKeys = { ring, cards, ...saver };
  // nothing is signed before the ring that is kept says that it may have been
  ring.writes.before = async () => {
    if (ring.leases.renew(ring.current().keyId, now())) {
      await saver.save();
    }
  };
  const exchanges = new ExchangeBook(server, ring, cards, now, random);
  const automaticSharing = new AutomaticSharingBook(server, keys, now);
  const sealer = new EntitySealer(ring, now, random);
  const opener = new EntityOpener(ring.owner, exchanges);
  const reader = new EntityReader(
    server,
    new EntityVerifier(cards, own),
    opener,
    new SeenCheck(ring),
    own,
    (dataOwner) => ring.trustEpoch(dataOwner),
  );
  const tools: EntityTools = {
    keys,
    exchanges,
    reader,
    sealer,
    rekeyer: new EntityRekeyer(sealer, random),
    recipients: new AutomaticRecipients(ring.owner, automaticSharing, exchanges),
    publishedCodingTypes,
  };
  const wipe = (): void => {
    exchanges.wipe();
    reader.patients.wipe();
  };
  return {
    keys,
    ownCards: new OwnCards(server, keys),
    exchanges,
    entries: new ExchangeEntries(server, keys, exchanges, now, random),
    automaticSharing,
    cards,
    tools,
    now,
    random,
    wipe,
  };
}
