package dev.salus.sdk.error;

/** Something that the SDK refuses on this side; messages hold ids and rules, never secrets. */
public abstract sealed class ClientException extends RuntimeException
    permits AnotherDataOwner,
        DoubtfulContent,
        FingerprintMismatch,
        KeyFileRefused,
        KeyNotReplaced,
        KeysExist,
        KeysRetired,
        MissingShares,
        NoEntityKey,
        NoKeyRing,
        NoUsableKey,
        RecoveryRefused,
        RefusedPolicy,
        RetiredKey,
        TamperedEntity,
        UnboundAccount,
        UntrustedKey {

  ClientException(String message) {
    super(message, null, false, false);
  }
}
