import { fingerprintMatches, fingerprintOf, isFingerprintText } from "../crypto/fingerprint.js";
import { FingerprintMismatch } from "../error/client.js";
import { InternalFault, Invalid } from "../error/server.js";
import type { ExchangeEntries } from "../exchange/entries.js";
import type { EntriesAdded, Progress } from "../exchange/entryadder.js";
import type { JsonObject } from "../json/node.js";
import { items, next } from "../transport/answers.js";
import { allItems } from "../transport/pages.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { KEY_ID_BYTES } from "../wire/card.js";
import { type FieldReader, readWhole } from "../wire/fields.js";
import type { RecoveryRoutes } from "./routes.js";

/** More than any owner has; a list that goes on is a server's that never ends. */
const MOST_PAGES = 10_000;

/** That somebody who lost all keys asks a counterpart to give access back (protocol §9.3). */
export interface AccessBackRequest {
  readonly id: string;
  /** Who asks. */
  readonly dataOwner: string;
  /** The asker's new key. */
  readonly newKeyId: string;
  /** Of that key: what the asker's own device has to show, as this device computed it. */
  readonly fingerprint: string;
  /** Who is asked. */
  readonly counterpart: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Whether the counterpart has given access back. */
  readonly done: boolean;
}

/** What a counterpart had given back when it was accepted. */
export interface AccessTakenBack {
  /**
   * Exchange records with it that are open to this device; 0 if it has not given access back yet:
   * accept again then.
   */
  readonly records: number;
  /**
   * KeyIds of own cards whose keys are lost, and which now verify what they signed before: say so to
   * everybody with `deviceApi.retire`, so that nothing is sealed to them any more.
   */
  readonly lostKeys: ReadonlySet<string>;
}

/**
 * Access given back to somebody who lost all keys, by those it shared with (protocol §9.3).
 *
 * The one who lost them connects with new keys and {@link ask asks}. Both then talk, by phone or face
 * to face: the asker reads out its new fingerprint, which the counterpart enters to {@link giveBack};
 * the counterpart reads out its own, which the asker enters to {@link accept}. What the two ever
 * shared opens again, in either direction. What was never shared is lost.
 */
export class AccessBackApi {
  constructor(
    private readonly routes: RecoveryRoutes,
    private readonly keys: OwnerKeys,
    private readonly entries: ExchangeEntries,
  ) {}

  /**
   * Asks everybody with whom the caller has ever shared, in either direction; again is the same.
   *
   * @param counterpart only this one: `Invalid` naming `counterpart` if there is no exchange record
   *   with it
   */
  async ask(counterpart?: string): Promise<readonly AccessBackRequest[]> {
    const newKeyId = this.keys.ring.current().keyId;
    const body = { newKeyId, ...(counterpart === undefined ? {} : { counterpart }) };
    const made: JsonObject[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = cursor === undefined ? body : { ...body, cursor };
      const answer = await this.routes.askAccessBack(asked);
      made.push(...items(answer));
      cursor = next(answer);
      if (cursor === undefined) {
        return requestsOf(made);
      }
    }
    throw new InternalFault("the server's list of requests does not end");
  }

  /** What others ask of the caller and is not done, the newest first. */
  async pendingRequests(): Promise<readonly AccessBackRequest[]> {
    return requestsOf(
      await allItems((query) => this.routes.accessBackRequests(query), { for: "me" }),
    );
  }

  /** What the caller asked, the newest first. */
  async ownRequests(): Promise<readonly AccessBackRequest[]> {
    return requestsOf(
      await allItems((query) => this.routes.accessBackRequests(query), { by: "me" }),
    );
  }

  /**
   * Gives access back, after the asker read out the fingerprint of its new key: trusts that key, and
   * opens every exchange record between the two to it. No entity is touched; it costs a few calls for
   * each record. May be repeated after a failure; what is done is skipped. Records that this device
   * does not believe are not given. If that is all there is, the request stays pending.
   *
   * `FingerprintMismatch` if that is not the fingerprint of the key in the request: then somebody else
   * may be asking, and nothing was trusted or given.
   *
   * @param fingerprint as the asker reads it out, or the text of its QR code; never what this device
   *   shows for the request
   * @param progress is told after each exchange record
   */
  async giveBack(
    request: AccessBackRequest,
    fingerprint: string,
    progress: Progress = () => undefined,
  ): Promise<EntriesAdded> {
    const { dataOwner, newKeyId } = request;
    if (dataOwner === this.keys.ring.owner) {
      throw new Invalid("request", "is your own: another device is let in, not given back to");
    }
    requireFingerprint(fingerprint, dataOwner, newKeyId);
    const asker = await this.entries.confirmed(dataOwner, newKeyId);
    if (asker === undefined) {
      throw new Invalid("request", "the asker's new card is retired");
    }
    const added = await this.entries.addToThoseWith(dataOwner, asker, progress);
    if (added.added + added.present > 0) {
      await this.routes.accessBackDone(request.id);
    }
    return added;
  }

  /**
   * Takes back what a counterpart gave, after it read out its own fingerprint: trusts that key and
   * nothing that first use had taken of it, and takes the own lost keys that it knew for what they
   * are: they verify what was signed before the new key was made, and nothing else.
   *
   * May be repeated, and has to be if the counterpart had not given access back before.
   * `FingerprintMismatch` if the server lists no key of the counterpart with that fingerprint.
   */
  async accept(counterpart: string, fingerprint: string): Promise<AccessTakenBack> {
    if (counterpart === this.keys.ring.owner) {
      throw new Invalid("counterpart", "is yourself: another device is let in");
    }
    await this.keys.cards.decisions.accept(counterpart, fingerprint);
    const { records, lost } = await this.entries.takeInFrom(counterpart);
    return { records, lostKeys: lost };
  }
}

/**
 * Refuses what a person brought along if it is not the fingerprint of this key.
 *
 * @throws Invalid if it is no fingerprint
 * @throws FingerprintMismatch if it is another one
 */
export function requireFingerprint(fingerprint: string, owner: string, keyId: string): void {
  if (!isFingerprintText(fingerprint)) {
    const rule = "must be twelve groups of five digits, or the text of a key's QR code";
    throw new Invalid("fingerprint", rule);
  }
  if (!fingerprintMatches(fingerprint, owner, keyId)) {
    throw new FingerprintMismatch(owner, [fingerprintOf(owner, keyId)]);
  }
}

/** Each once. */
function requestsOf(listed: readonly JsonObject[]): readonly AccessBackRequest[] {
  const requests = listed.map((item) => requestOf(item));
  return [...new Map(requests.map((request) => [request.id, request])).values()];
}

function requestOf(item: JsonObject): AccessBackRequest {
  try {
    return readWhole(item, readRequest);
  } catch (failure) {
    throw new InternalFault("the server's request to give access back is not one", {
      cause: failure,
    });
  }
}

function readRequest(fields: FieldReader): AccessBackRequest {
  const dataOwner = fields.uuid("owner");
  const newKeyId = fields.base64("newKeyId", KEY_ID_BYTES);
  return {
    id: fields.text("id"),
    dataOwner,
    newKeyId,
    fingerprint: fingerprintOf(dataOwner, newKeyId),
    counterpart: fields.uuid("counterpart"),
    createdAt: fields.integer("createdAt"),
    done: fields.optionalInteger("doneAt") !== undefined,
  };
}
