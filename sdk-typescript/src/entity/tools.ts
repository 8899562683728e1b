import { Forbidden } from "../error/server.js";
import type { ExchangeBook } from "../exchange/book.js";
import type { EntityReader } from "../sealing/reader.js";
import type { EntityRekeyer } from "../sealing/rekey.js";
import type { EntitySealer } from "../sealing/sealer.js";
import type { AutomaticRecipients } from "../sharing/recipients.js";
import type { ServerApi } from "../transport/serverapi.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";

/** What the entities of one data owner are read, sealed and shared with. */
export interface EntityTools {
  readonly keys: OwnerKeys;
  readonly exchanges: ExchangeBook;
  readonly reader: EntityReader;
  readonly sealer: EntitySealer;
  readonly rekeyer: EntityRekeyer;
  readonly recipients: AutomaticRecipients;
  /** Types of the codings that are published as tags, so that the server can search by them. */
  readonly publishedCodingTypes: ReadonlySet<string>;
}

/** A server, and the tools of a connection that has keys. */
export class Connected {
  constructor(
    readonly server: ServerApi,
    readonly toolsIfAny: EntityTools | undefined,
  ) {}

  /** @throws Forbidden if the connection has no keys */
  get tools(): EntityTools {
    if (this.toolsIfAny === undefined) {
      throw new Forbidden("this needs a key ring; the connection was made without one");
    }
    return this.toolsIfAny;
  }
}
