package dev.salus.sdk.sealing;

import dev.salus.protocol.Grant;
import dev.salus.sdk.error.ClientException;

/**
 * A grant that does not count, as if it were not there (protocol §4).
 *
 * @param grant as it travelled
 * @param reason why not
 */
public record LeftOutGrant(Grant grant, ClientException reason) {

  /** Whether it would give something to a data owner. */
  boolean isTo(String dataOwner) {
    return grant.delegations().values().stream()
        .anyMatch(delegation -> delegation.delegate().equals(dataOwner));
  }
}
