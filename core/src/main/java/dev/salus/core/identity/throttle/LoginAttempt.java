package dev.salus.core.identity.throttle;

import dev.salus.api.network.ClientNetwork;
import dev.salus.core.identity.password.HashingTurn;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's attempt to show that it knows a secret.
 *
 * @param purpose what for; each purpose has counters of its own
 * @param login whose secret: a login's key, or a user's id
 * @param network where the attempt comes from, {@link ClientNetwork}
 * @param device the device on which this login worked before, as a device token says; null for none
 */
public record LoginAttempt(String purpose, String login, String network, @Nullable String device) {

  /** An attempt without a device token. */
  public static LoginAttempt of(String purpose, String login, String address) {
    return new LoginAttempt(purpose, login, ClientNetwork.of(address), null);
  }

  /** The same from a device that is known of the login; null for one that is not. */
  public LoginAttempt from(@Nullable String knownDevice) {
    return new LoginAttempt(purpose, login, network, knownDevice);
  }

  /** Whose turn the attempt takes in the queue for hashing. */
  public HashingTurn turn() {
    return device == null
        ? HashingTurn.of(network, login)
        : HashingTurn.ofKnownDevice(device, login);
  }
}
