package dev.salus.core.crypto.share;

import java.util.Set;

/**
 * A share that is sealed to one card, which is not named: its notary tries.
 *
 * @param sealed base64url
 */
record ShareForOneCard(String sealed) implements SealedShare {

  @Override
  public Set<String> keyIds() {
    return Set.of();
  }

  @Override
  public Object toJson() {
    return sealed;
  }
}
