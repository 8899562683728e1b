import type { KeyRing } from "../keys/keyring.js";
import type { CardDirectory } from "./directory.js";

/** The keys of a connection's data owner, and whose keys they trust. */
export interface OwnerKeys {
  readonly ring: KeyRing;
  /** Completes once everything that is in the ring now is kept. */
  readonly save: () => Promise<void>;
  /** Completes once all that was seen of entities until now is kept; less work than {@link save}. */
  readonly saveSeen: () => Promise<void>;
  /** The cards of all data owners, as the ring trusts them. */
  readonly cards: CardDirectory;
}
