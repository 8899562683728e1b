/** What became different in a key ring, by how soon it has to be kept. */
export type KeyRingChange =
  /** Keys, pins, or the version of the policy: at once. */
  | "KEYS_OR_TRUST"
  /** What was seen of entities, which changes with each read: soon. */
  | "SEEN";
