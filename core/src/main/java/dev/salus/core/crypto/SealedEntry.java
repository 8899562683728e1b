package dev.salus.core.crypto;

import dev.salus.protocol.Attestation;
import dev.salus.protocol.ExchangeRecord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry to add to an exchange record.
 *
 * @param keyId the card that it is sealed to
 * @param sealed base64url
 * @param attestation why it is added (protocol §9.3), null where nobody gives access back
 */
record SealedEntry(String keyId, String sealed, @Nullable Attestation attestation) {

  /** Whether the record has exactly this entry. */
  boolean isIn(ExchangeRecord record) {
    return sealed.equals(record.sealed().get(keyId))
        && Objects.equals(attestation, record.attestations().get(keyId));
  }
}
