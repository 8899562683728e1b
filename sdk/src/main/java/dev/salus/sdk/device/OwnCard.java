package dev.salus.sdk.device;

/**
 * A key card of the caller's own data owner (protocol §2).
 *
 * @param keyId identifies the key
 * @param fingerprint for people to compare, twelve groups of five digits
 * @param qrCode the same as the text of a QR code
 * @param createdAt milliseconds since the epoch, as the device that made it says
 * @param state what it is to this device
 */
public record OwnCard(
    String keyId, String fingerprint, String qrCode, long createdAt, State state) {

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
