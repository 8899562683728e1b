package dev.salus.sdk.device;

import org.jspecify.annotations.Nullable;

/**
 * A key card of the caller's own data owner (protocol §2).
 *
 * @param keyId identifies the key
 * @param fingerprint for people to compare, twelve groups of five digits
 * @param qrCode the same as the text of a QR code
 * @param createdAt milliseconds since the epoch, as the device that made it says
 * @param retiredAt milliseconds since the epoch, of a card that is {@link State#RETIRED} or {@link
 *     State#LOST}; null for others
 * @param onThisDevice whether its key is in this device's key ring: one that is retired still opens
 *     what was sealed to it
 * @param state what it is to this device
 */
public record OwnCard(
    String keyId,
    String fingerprint,
    String qrCode,
    long createdAt,
    @Nullable Long retiredAt,
    boolean onThisDevice,
    State state) {

  /** What a card is to this device. */
  public enum State {
    /** Its key is on this device. */
    THIS_DEVICE,
    /** It is trusted: another device that was let in or confirmed. */
    TRUSTED,
    /** Nothing vouches for it: a device that was not let in yet, or somebody who slipped it in. */
    UNTRUSTED,
    /**
     * Others, who knew it, attest that its key is lost: it verifies what it signed before here, and
     * others seal to it until it is {@linkplain DeviceApi#retire retired}, which changes nothing
     * here.
     */
    LOST,
    /** It verifies what it signed before, and nothing else. */
    RETIRED
  }
}
