/** Who keeps a data owner's keys in shares (protocol §9.4). */
export interface AppointedNotaries {
  readonly setId: string;
  /** The data owner. */
  readonly owner: string;
  /** How many notaries restore the keys. */
  readonly needed: number;
  /** The data owners who keep one share each. */
  readonly notaries: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Identifies the copy of the keys that they open, which {@link RecoveryApi.list} has among the others. */
  readonly recoveryId: string;
  /**
   * Of an own set, whether an own card signed all this, which is not so on a machine that has lost the
   * keys; of another's, whether it is as the caller {@link NotaryApi.accept accepted} it.
   */
  readonly trusted: boolean;
  /**
   * Whether the copy has the newest key of this connection, which signed the set, and this device signed
   * no other one after; true for the sets of others.
   */
  readonly current: boolean;
}
