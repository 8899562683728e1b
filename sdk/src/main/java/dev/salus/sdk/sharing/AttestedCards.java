package dev.salus.sdk.sharing;

import dev.salus.protocol.Attestation;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which cards an attestation speaks for (protocol §9.3): those that its signer knew for more than
 * first use. Whoever helps must not pass on what a server made it guess.
 */
final class AttestedCards {

  private static final Set<String> KNOWN_FOR =
      Set.of("confirmed", "accepted", "proven", "verified", "endorsed", "own");

  private AttestedCards() {}

  /** Their keyIds. */
  static Set<String> of(Attestation attestation) {
    return attestation.knew().entrySet().stream()
        .filter(each -> KNOWN_FOR.contains(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
