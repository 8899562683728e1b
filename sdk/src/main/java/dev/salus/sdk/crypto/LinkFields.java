package dev.salus.sdk.crypto;

import org.jspecify.annotations.Nullable;

/**
 * What a delegation's link holds (protocol §5).
 *
 * @param patient id of the patient that a medical entity is about; null if left out
 * @param secret a patient's link secret, 16 bytes; null if left out
 */
public record LinkFields(@Nullable String patient, @Nullable Secret secret) {}
