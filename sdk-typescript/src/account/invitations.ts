import { OwnerKey } from "../crypto/ownerkey.js";
import { ProtocolViolation } from "../encoding/violation.js";
import { InternalFault, Invalid } from "../error/server.js";
import type { JsonObject } from "../json/node.js";
import { valueAt } from "../json/node.js";
import { KeyRing } from "../keys/keyring.js";
import type { KeyStore } from "../keys/keystore.js";
import { platformRandom, type RandomSource } from "../primitives/random.js";
import { text } from "../transport/answers.js";
import { RepeatingTransport } from "../transport/repeating.js";
import { ServerApi } from "../transport/serverapi.js";
import { type HttpOptions, HttpSession } from "../transport/session.js";
import type { OwnerKeys } from "../trust/ownerkeys.js";
import { type KeyCard, readCard } from "../wire/card.js";
import { readWhole } from "../wire/fields.js";
import { InvitationCode } from "./invitationcode.js";

/** Inviting somebody to become the user of a patient's record (protocol §1). */
export class Invitations {
  constructor(
    private readonly server: ServerApi,
    private readonly keys: OwnerKeys,
    private readonly random: RandomSource,
  ) {}

  /**
   * Invites somebody to become the user of this patient; only the record's author may.
   *
   * @param patient the id of the record
   * @returns the code to hand to that person, over a channel that the server does not see; keep it for
   *   {@link confirm}
   */
  async invite(patient: string): Promise<InvitationCode> {
    const answer = await this.server.post("/users/invitations", { patient });
    try {
      return InvitationCode.of(text(answer, "token"), patient, this.random);
    } catch (failure) {
      if (failure instanceof ProtocolViolation) {
        throw new InternalFault("the server's token of an invitation is none");
      }
      throw failure;
    }
  }

  /**
   * Trusts the card of whoever accepted the invitation, if it comes with the proof that only the holder
   * of the code could make, in place of whatever first use had taken. The card that came with the proof
   * is the one that is trusted, whatever else the server lists; it completes once that is kept.
   *
   * @returns the data owner; undefined if nobody has accepted yet. Fails with `Invalid` naming `proof`
   *   if the proof is wrong: somebody else, the server included, made that card; naming `card` if it is
   *   none, or not signed by its own key.
   */
  async confirm(code: InvitationCode): Promise<string | undefined> {
    const { decisions } = this.keys.cards;
    const known = decisions.known(code.dataOwner);
    const answer = await this.server.post("/users/invitations/get", { token: code.token }, true);
    const json = valueAt(answer, "card");
    if (json?.kind !== "object") {
      return undefined;
    }
    const card = provenCard(code, json, text(answer, "proof"));
    decisions.prove(card, known);
    await this.keys.save();
    return card.owner;
  }
}

function provenCard(code: InvitationCode, json: JsonObject, proof: string): KeyCard {
  try {
    const card = readWhole(json, readCard);
    if (card.owner === code.dataOwner && code.isProof(proof, card.keyId)) {
      return card;
    }
  } catch (failure) {
    if (failure instanceof ProtocolViolation) {
      throw new Invalid("card", "the card of the invited breaks the protocol");
    }
    throw failure;
  }
  throw new Invalid("proof", "the card was not made by the holder of the invitation code");
}

/**
 * Accepts an invitation: makes keys, keeps them in the store, makes the user and publishes the card; then
 * connect with that login. The same again, as after a lost answer, is the same. Fails with `NotFound` if
 * there is no such invitation any more, with `Conflict` if the login is taken.
 *
 * @param where the gateway is
 * @param code as it was handed over
 * @param keyStore for the keys of {@link InvitationCode.dataOwner}
 */
export async function acceptInvitation(
  where: Pick<HttpOptions, "url" | "fetch">,
  code: InvitationCode,
  login: string,
  password: string,
  keyStore: KeyStore,
): Promise<void> {
  const { dataOwner } = code;
  const session = new HttpSession({ ...where, login, password });
  const ring = (await keyStore.load(dataOwner)) ?? (await newRing(dataOwner));
  try {
    await keyStore.save(ring);
    await acceptWith(new ServerApi(new RepeatingTransport(session)), code, login, password, ring);
  } finally {
    ring.wipe();
    await keyStore.release(dataOwner);
  }
}

async function newRing(dataOwner: string): Promise<KeyRing> {
  const key = await OwnerKey.generate(dataOwner, Date.now(), platformRandom);
  return new KeyRing(dataOwner, [{ key, signedUpTo: 0 }]);
}

/** {@link acceptInvitation} with a ring that is kept already; the route is open to everybody. */
export async function acceptWith(
  server: ServerApi,
  code: InvitationCode,
  login: string,
  password: string,
  keyRing: KeyRing,
): Promise<void> {
  if (keyRing.owner !== code.dataOwner) {
    throw new Invalid("keyRing", "the key ring is not for the data owner who is invited");
  }
  const { card } = keyRing.current();
  const body = { token: code.token, login, password, card, proof: code.proof(card.keyId) };
  const where = "/users/invitations/accept";
  await server.transport.call({ method: "POST", path: where, body, repeatable: true, open: true });
}
