import type { JsonObject } from "../json/node.js";
import type { ServerApi } from "../transport/serverapi.js";
import { path, type Query } from "../transport/transport.js";
import type { NotarySet, SetAcceptance, ShareReturn } from "../wire/notary.js";

/** What is kept under a recovery key. */
export interface RecoveryBlob {
  /** Base64url. */
  readonly box: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
  /** Whether it can be read once only. */
  readonly once?: boolean;
}

/** By notary and keyId of a card, the sealed share. */
export type SealedShares = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The routes of `docs/http-api.md` for keys that were lost: recovery, notaries, access given back. */
export class RecoveryRoutes {
  constructor(readonly server: ServerApi) {}

  putRecovery(recoveryId: string, blob: RecoveryBlob): Promise<JsonObject> {
    return this.server.put(path("recovery", recoveryId), blob, true);
  }

  /** Sent once: a blob that is for once is gone when it was answered. */
  async recovery(recoveryId: string): Promise<JsonObject | undefined> {
    const where = path("recovery", recoveryId);
    return this.server.transport.call({ method: "GET", path: where, repeatable: false });
  }

  recoveries(query: Query): Promise<JsonObject> {
    return this.server.get("/recovery", query);
  }

  deleteRecovery(recoveryId: string): Promise<void> {
    return this.server.remove(path("recovery", recoveryId));
  }

  createNotarySet(set: NotarySet, shares: SealedShares): Promise<JsonObject> {
    return this.server.post("/notary-sets", { set, shares }, true);
  }

  notarySets(query: Query): Promise<JsonObject> {
    return this.server.get("/notary-sets", query);
  }

  deleteNotarySet(id: string): Promise<void> {
    return this.server.remove(path("notary-sets", id));
  }

  notaryShare(id: string, notary: string): Promise<JsonObject> {
    return this.server.get(path("notary-sets", id, "shares", notary));
  }

  acceptNotarySet(id: string, notary: string, acceptance: SetAcceptance): Promise<JsonObject> {
    return this.server.put(path("notary-sets", id, "acceptances", notary), acceptance, true);
  }

  notaryAcceptances(id: string): Promise<JsonObject> {
    return this.server.get(path("notary-sets", id, "acceptances"));
  }

  askNotaries(id: string, newKeyId: string): Promise<JsonObject> {
    return this.server.post(path("notary-sets", id, "requests"), { newKeyId }, true);
  }

  notaryRequests(query: Query): Promise<JsonObject> {
    return this.server.get("/notary-requests", query);
  }

  deleteNotaryRequest(id: string): Promise<void> {
    return this.server.remove(path("notary-requests", id));
  }

  giveShareBack(id: string, notary: string, share: ShareReturn): Promise<JsonObject> {
    return this.server.put(path("notary-requests", id, "shares", notary), share, true);
  }

  askAccessBack(body: {
    readonly newKeyId: string;
    readonly counterpart?: string;
    readonly cursor?: string;
  }): Promise<JsonObject> {
    return this.server.post("/access-back", body, true);
  }

  accessBackRequests(query: Query): Promise<JsonObject> {
    return this.server.get("/access-back", query);
  }

  async accessBackDone(id: string): Promise<void> {
    const where = path("access-back", id, "done");
    await this.server.transport.call({ method: "POST", path: where, repeatable: true });
  }
}
