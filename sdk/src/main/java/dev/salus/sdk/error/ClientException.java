package dev.salus.sdk.error;

/** Something that the SDK refuses on this side; messages hold ids and rules, never secrets. */
public abstract sealed class ClientException extends RuntimeException
    permits UntrustedKey,
        NoUsableKey,
        TamperedEntity,
        NoEntityKey,
        RefusedPolicy,
        NoKeyRing,
        KeysExist,
        FingerprintMismatch,
        KeyFileRefused,
        KeyNotReplaced,
        RecoveryRefused,
        MissingShares {

  ClientException(String message) {
    super(message, null, false, false);
  }
}
