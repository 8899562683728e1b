package dev.salus.sdk.keys;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * An exchange that this ring made and may wrap something new under (protocol §3), as long as
 * nothing that is decided about the cards of either party has changed since.
 *
 * @param id of the exchange
 * @param sealedTo keyIds that it was sealed to, all of them trusted and live then
 * @param ended base64url of a hash over the keyIds of both parties' cards that were retired then
 */
public record FitExchange(String id, Set<String> sealedTo, String ended) {

  /** Copies the set. */
  public FitExchange {
    sealedTo = Collections.unmodifiableSet(new TreeSet<>(sealedTo));
  }
}
