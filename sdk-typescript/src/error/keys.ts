import { ClientError } from "./client.js";

/** Why a key file is not used, or not written. */
export type KeyFileRefusal = keyof typeof FILE_REFUSALS;

const FILE_REFUSALS = {
  PASSPHRASE: "the passphrase is wrong, or the file was changed",
  MALFORMED: "it is not a key file",
  FOREIGN: "it is the key file of another data owner",
  COSTS: "the costs that it names for trying a passphrase are out of bounds",
  PERMISSIONS: "others than its owner may read or write it, or write its directory",
  NOT_A_FILE: "it is not a plain file",
  IN_USE: "it is in use by another connection or process",
  TOO_LARGE: "the key ring is too large to be kept",
  IO: "the file system refused",
} as const;

/** A key file is not used, or not written (protocol §9.1); the file itself is as it was. */
export class KeyFileRefused extends ClientError {
  override readonly name = "KeyFileRefused";

  /**
   * @param file where it is, or should be
   * @param reason why it is not used
   * @param options has what the system said, if that is why
   */
  constructor(
    readonly file: string,
    readonly reason: KeyFileRefusal,
    options?: ErrorOptions,
  ) {
    super(`key file '${file}': ${FILE_REFUSALS[reason]}`, options);
  }
}

/** Why keys could not be restored. */
export type RecoveryRefusal = keyof typeof RECOVERY_REFUSALS;

const RECOVERY_REFUSALS = {
  MISTYPED: "the recovery key is mistyped: its checksum is not right",
  UNKNOWN:
    "nothing is kept for this recovery key: it is another data owner's, was deleted, has expired," +
    " or was for once and has been used",
  BROKEN: "what is kept for this recovery key is not a key ring that was kept with it",
  SHARES: "the shares do not belong together",
  SHARE: "the share that is kept for this notary is not the one that it was given",
  SET: "the notary set is not as its owner signed it",
  NOT_ACCEPTED:
    "this is not a notary set that you have accepted to serve, as it was then: nothing is given" +
    " back for it",
  QUORUM: "the server's notary set needs fewer notaries than there have to be",
} as const;

/** Keys could not be restored (protocol §9.2, §9.4). Nothing was changed. */
export class RecoveryRefused extends ClientError {
  override readonly name = "RecoveryRefused";

  /** @param reason why not */
  constructor(readonly reason: RecoveryRefusal) {
    super(RECOVERY_REFUSALS[reason]);
  }
}

/** Too few notaries have given a share back that can be believed (protocol §9.4). */
export class MissingShares extends ClientError {
  override readonly name = "MissingShares";

  /**
   * @param missing how many more are needed
   * @param unconfirmed notaries whose share counts only after a human has compared their fingerprint
   * @param refused notaries whose share is not the one that they were given, or not signed by them
   */
  constructor(
    readonly missing: number,
    readonly unconfirmed: readonly string[],
    readonly refused: readonly string[],
  ) {
    super(
      `the shares of ${missing} more notaries are needed` +
        named("; compare the fingerprints of ", unconfirmed) +
        named("; refused: ", refused),
    );
  }
}

function named(what: string, notaries: readonly string[]): string {
  return notaries.length === 0 ? "" : what + notaries.join(", ");
}

/**
 * A rotation did not put the new key in place, since somebody retired it or nothing vouches for it;
 * the old one is still in use. Change the password, then rotate again.
 */
export class KeyNotReplaced extends ClientError {
  override readonly name = "KeyNotReplaced";

  /**
   * @param fingerprint of the new key
   * @param keyId of the new key
   */
  constructor(
    readonly fingerprint: string,
    readonly keyId: string,
  ) {
    super(
      "the new key is not live, in use and vouched for: the old one stays; change the password",
    );
  }
}

/** All keys of this device are retired, so it writes nothing: `deviceApi.rotate` makes a new one. */
export class KeysRetired extends ClientError {
  override readonly name = "KeysRetired";

  constructor(readonly dataOwner: string) {
    super(
      `all keys of this device are retired, so it writes nothing for data owner ${dataOwner}: rotate` +
        " them, which makes a new one, and have others compare its fingerprint",
    );
  }
}

/**
 * The key store has keys of others than the data owner that the server names, and nobody has said whose
 * this login uses: the server would choose. Nothing was made, published or shared.
 */
export class UnboundAccount extends ClientError {
  override readonly name = "UnboundAccount";

  /**
   * @param kept whose keys the store has
   * @param answered whom the server named
   */
  constructor(
    readonly kept: readonly string[],
    readonly answered: string,
  ) {
    super(
      `the key store has keys of data owner ${kept.join(", ")}, and nobody has said yet whose this login` +
        ` uses; the server says that it acts for ${answered}: nothing was made or shared. Use a store for` +
        ` each person, or bind the login to the one whose it is`,
    );
  }
}

/**
 * The server says that the user acts for another data owner than the one whose keys are at hand.
 * Nothing was made, published or shared.
 */
export class AnotherDataOwner extends ClientError {
  override readonly name = "AnotherDataOwner";

  /**
   * @param kept whose keys are at hand
   * @param answered whom the server named; undefined for nobody
   */
  constructor(
    readonly kept: string,
    readonly answered: string | undefined,
  ) {
    super(
      `the keys of this login are those of data owner ${kept}, but the server says that it acts for` +
        ` ${answered ?? "none"}: nothing was made or shared`,
    );
  }
}
