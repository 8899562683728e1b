package dev.salus.core.rules;

import dev.salus.api.Verification;
import dev.salus.protocol.Entity;

/** What the rules say of a write that they do not refuse. */
public sealed interface Verdict {

  /**
   * It may be stored once the signatures and exchanges are confirmed.
   *
   * @param entity what to store, at the revision that it replaces (null for a new one)
   * @param toVerify what the crypto verticle has to confirm first
   */
  record Accepted(Entity entity, Verification toVerify) implements Verdict {}

  /**
   * It was done before and is answered as the first time.
   *
   * @param entity what is stored
   */
  record Repeated(Entity entity) implements Verdict {}
}
