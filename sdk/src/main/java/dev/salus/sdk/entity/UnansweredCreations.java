package dev.salus.sdk.entity;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Pae;
import dev.salus.sdk.sealing.OpenedEntity;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * New entities that the server did not answer for and whose id was not the application's. If the
 * application hands in the same content again, that is the same entity: a client that asked twice
 * has asked once. Thread-safe.
 */
final class UnansweredCreations {

  /** How many are kept; the oldest is forgotten first. */
  private static final int MOST = 1_000;

  /**
   * One that is kept.
   *
   * @param what its content and whom it is about, hashed
   * @param creation with whom it was shared as it was sealed
   */
  record Kept(String what, OpenedEntity sealed, ModelWriter.Creation creation) {}

  private final Map<String, Kept> kept = new LinkedHashMap<>();

  /** Keeps one, as it was sealed. */
  synchronized void keep(OpenedEntity sealed, ModelWriter.Creation creation) {
    kept.put(sealed.entity().header().id(), new Kept(what(sealed), sealed, creation));
    Iterator<Kept> oldest = kept.values().iterator();
    while (kept.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }

  /** One of the same content about the same patient, which is not kept any more. */
  synchronized Optional<Kept> take(OpenedEntity sealed) {
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    String wanted = what(sealed);
    Optional<Kept> found =
        kept.values().stream().filter(each -> each.what().equals(wanted)).findFirst();
    found.ifPresent(each -> kept.remove(each.sealed().entity().header().id()));
    return found;
  }

  private static String what(OpenedEntity sealed) {
    EntityHeader header = sealed.entity().header();
    return Base64Url.encode(
        Digests.sha256(
            Pae.encode(
                header.type().wireName(),
                String.join(",", header.links()),
                sealed.content().reveal())));
  }
}
