import type { KeyRing } from "./keyring.js";

/**
 * Adds to a ring all that another ring of the same owner knows: keys, decisions, served notary sets,
 * names that it has not given, the policy version and what was seen; not which exchanges are fit. What either had refused stays
 * refused, whichever is taken over into which (protocol §9.2); what is newer in the first stays.
 */
export function takeOver(ring: KeyRing, other: KeyRing): void {
  for (const key of other.keys()) {
    ring.add(key);
    ring.raiseSignedUpTo(key.keyId, other.signedUpTo(key.keyId));
  }
  for (const [dataOwner, pins] of other.allPins()) {
    for (const pin of pins) {
      ring.decide(dataOwner, pin);
    }
  }
  ring.notarySets.takeOver(other.notarySets);
  ring.policy.takeOver(other.policy);
  ring.names.takeOver(other.names);
  ring.leases.takeOver(other.leases.all());
  for (const [entityId, seen] of other.allSeen()) {
    ring.recordSeen(entityId, seen);
  }
}
