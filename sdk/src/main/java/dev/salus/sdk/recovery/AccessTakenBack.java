package dev.salus.sdk.recovery;

import dev.salus.sdk.device.DeviceApi;
import java.util.Set;

/**
 * What a counterpart had given back when it was accepted.
 *
 * @param records exchange records with it that are open to this device; 0 if it has not given
 *     access back yet: accept again then
 * @param lostKeys keyIds of own cards whose keys are lost, and which now verify what they signed
 *     before: say so to everybody with {@link DeviceApi#retire}, so that nothing is sealed to them
 *     any more
 */
public record AccessTakenBack(int records, Set<String> lostKeys) {
  /** Copies the set. */
  public AccessTakenBack {
    lostKeys = Set.copyOf(lostKeys);
  }
}
