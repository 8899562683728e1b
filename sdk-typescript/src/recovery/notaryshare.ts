import type { OwnerKey } from "../crypto/ownerkey.js";
import { fromBase64Url, toBase64Url } from "../encoding/base64url.js";
import { type Bytes, equalBytes } from "../encoding/bytes.js";
import { pae } from "../encoding/pae.js";
import { CryptoFailure } from "../primitives/failure.js";
import { sha256 } from "../primitives/hash.js";
import type { RandomSource } from "../primitives/random.js";
import { seal } from "../primitives/seal.js";
import { Secret } from "../primitives/secret.js";
import type { KeyCard } from "../wire/card.js";
import { type NotarySet, SHARE_BYTES } from "../wire/notary.js";

const NO_AAD = new Uint8Array(0);

/** Where a share goes to or comes from: a notary of a set. */
export interface NotaryPlace {
  readonly setId: string;
  /** The data owner whose keys it restores. */
  readonly owner: string;
  readonly notary: string;
}

/** Where a share that is given back goes to. */
export interface ReturnPlace extends NotaryPlace {
  readonly requestId: string;
  /** KeyId of the key that it is sealed to. */
  readonly newKeyId: string;
}

/** What binds a share in a set: base64url (protocol §9.4). */
export function shareCommitment(share: Secret, setId: string, notary: string): string {
  return toBase64Url(sha256(pae("salus/v1/notary-commitment", setId, notary, share.reveal())));
}

/**
 * The base64url of a share, sealed to a card of its notary.
 *
 * @throws CryptoFailure of kind `PUBLIC_KEY` if the card's key is not one
 */
export function sealShare(
  share: Secret,
  card: KeyCard,
  place: NotaryPlace,
  random: RandomSource,
): Promise<string> {
  return sealTo(card, share, shareInfo(place), random);
}

/** The base64url of a share, sealed to the card of the one who asks for it. */
export function sealShareBack(
  share: Secret,
  newCard: KeyCard,
  place: ReturnPlace,
  random: RandomSource,
): Promise<string> {
  return sealTo(newCard, share, returnInfo(place), random);
}

async function sealTo(
  card: KeyCard,
  share: Secret,
  info: Bytes,
  random: RandomSource,
): Promise<string> {
  const kem = fromBase64Url(card.kem, "kem");
  return toBase64Url(await seal(kem, share.reveal(), info, NO_AAD, random));
}

/**
 * The share that a set's owner sealed to a notary.
 *
 * @param sealed base64url of the entry for this key
 * @throws CryptoFailure of kind `OPEN`; of kind `COMMITMENT` if it is not the one that the set
 *   commits to
 */
export async function openShare(set: NotarySet, notary: OwnerKey, sealed: string): Promise<Secret> {
  const info = shareInfo({ setId: set.setId, owner: set.owner, notary: notary.owner });
  return committed(set, notary.owner, await notary.open(sealed, info, NO_AAD));
}

/**
 * The share that a notary gave back.
 *
 * @param sealed base64url
 * @throws CryptoFailure as {@link openShare} does
 */
export async function openReturnedShare(
  set: NotarySet,
  notary: string,
  requestId: string,
  newKey: OwnerKey,
  sealed: string,
): Promise<Secret> {
  const place = { setId: set.setId, owner: set.owner, notary, requestId, newKeyId: newKey.keyId };
  return committed(set, notary, await newKey.open(sealed, returnInfo(place), NO_AAD));
}

function committed(set: NotarySet, notary: string, opened: Bytes): Secret {
  if (opened.length !== SHARE_BYTES) {
    throw new CryptoFailure("CONTENT");
  }
  const share = Secret.taking(opened);
  const said = fromBase64Url(set.commitments[notary] ?? "", "commitments");
  const own = fromBase64Url(shareCommitment(share, set.setId, notary), "commitments");
  if (!equalBytes(said, own)) {
    share.wipe();
    throw new CryptoFailure("COMMITMENT");
  }
  return share;
}

/** The HPKE info of a share on its way to its notary (protocol §9.4). */
export function shareInfo({ setId, owner, notary }: NotaryPlace): Bytes {
  return pae("salus/v1/notary-share", setId, owner, notary);
}

/** The HPKE info of a share on its way back (protocol §9.4). */
export function returnInfo(place: ReturnPlace): Bytes {
  const { setId, requestId, owner, notary, newKeyId } = place;
  return pae("salus/v1/notary-return", setId, requestId, owner, notary, newKeyId);
}
