package dev.salus.core.entities;

import dev.salus.core.quota.ByteUsage;
import dev.salus.protocol.Entity;
import dev.salus.storage.Document;
import dev.salus.storage.StoreException.StoreUnavailable;
import io.vertx.core.Future;

/** Counts what is stored of entities for their authors, whoever stores it. */
final class AuthorsRoom {

  /**
   * How far re-keys may go past the quota: whoever has no room locks out all the same. What they
   * write counts like anything else.
   */
  static final long BEYOND_BY_REKEYS = 64L << 20;

  /** The same for others than the author, who cannot fill up what it locks them out with. */
  static final long BEYOND_BY_OTHERS = BEYOND_BY_REKEYS / 2;

  private final ByteUsage usage;
  private final UnknownWrites unknown;

  /**
   * @param unknown gives to the same usage what turns out not to be stored
   */
  AuthorsRoom(ByteUsage usage, UnknownWrites unknown) {
    this.usage = usage;
    this.unknown = unknown;
  }

  /** Makes room for what an entity will have more; for less there always is. */
  Future<Void> take(Entity entity, long growth) {
    return usage.take(author(entity), growth, 0);
  }

  /** The same for a re-key. */
  Future<Void> takeForRekey(Entity entity, long growth) {
    boolean byAuthor = entity.header().modifiedBy().equals(author(entity));
    return usage.take(author(entity), growth, byAuthor ? BEYOND_BY_REKEYS : BEYOND_BY_OTHERS);
  }

  /** The document as it is to be put, of which it can be found out whether it was. */
  Document marked(Document document) {
    return unknown.marked(document);
  }

  /** It was stored: what it has less is there for others. */
  void stored(Entity entity, long growth) {
    usage.give(author(entity), -growth);
  }

  /** Nothing was tried with what was taken. */
  void giveBack(Entity entity, long growth) {
    usage.give(author(entity), growth);
  }

  /**
   * It was not stored, if that is known or turns out: what was taken for it is there for others.
   *
   * @param document as it was marked
   */
  void failed(Entity entity, Document document, long growth, Throwable reason) {
    if (reason instanceof StoreUnavailable) {
      unknown.add(author(entity), document, growth);
    } else {
      giveBack(entity, growth);
    }
  }

  private static String author(Entity entity) {
    return entity.header().author();
  }
}
