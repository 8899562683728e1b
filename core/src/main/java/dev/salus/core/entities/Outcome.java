package dev.salus.core.entities;

import dev.salus.api.EntityChanged;
import dev.salus.api.SalusException;
import dev.salus.api.Verification;
import dev.salus.protocol.Entity;
import dev.salus.storage.Document;

/** How far one proposed write has come. */
sealed interface Outcome {

  /** It is refused, for good. */
  record Refused(SalusException reason) implements Outcome {}

  /** It is stored, now or since before. */
  record Done(Entity entity) implements Outcome {}

  /** Somebody was faster: it is to be decided on again. */
  record Outrun() implements Outcome {}

  /**
   * The rules accept it; signatures and exchanges are to be confirmed and the document put.
   *
   * @param kind what will have happened when it is stored
   */
  record Pending(Entity entity, Document document, Verification toVerify, EntityChanged.Kind kind)
      implements Outcome {}
}
