package dev.salus.core.entities;

import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a document says of the change and of the write that made it. */
final class ChangeMark {

  private static final String CHANGE = "change";
  private static final String REPLACED = "replaced";
  private static final String WRITE = "write";

  private ChangeMark() {}

  /** The same document, marked with what happened. */
  static Document of(Document document, Kind kind) {
    JsonObject body = new JsonObject(new LinkedHashMap<>(document.body().getMap()));
    return document.withBody(body.put(CHANGE, kind.wireName()));
  }

  /** The same tombstone, marked with the revision that it takes the place of. */
  static Document ofDeletion(Document tombstone) {
    JsonObject body = new JsonObject(new LinkedHashMap<>(tombstone.body().getMap()));
    return tombstone.withBody(body.put(REPLACED, tombstone.storedRev()));
  }

  /**
   * The same document, marked with what no other write has; whoever gets no answer can tell from it
   * whether this one happened.
   */
  static Document ofWrite(Document document, String write) {
    JsonObject body = new JsonObject(new LinkedHashMap<>(document.body().getMap()));
    return document.withBody(body.put(WRITE, write));
  }

  /** Which write made a document; null if that is not known. */
  static @Nullable String write(Document document) {
    return document.body().getString(WRITE);
  }

  /** What happened; a modification if the document does not say so. */
  static Kind kind(Document document) {
    return document.body().getValue(CHANGE) instanceof String name ? named(name) : Kind.MODIFIED;
  }

  private static Kind named(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.wireName().equals(name.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return Kind.MODIFIED;
  }

  /** The revision whose place a tombstone took; null for any other document. */
  static @Nullable String replaced(Document document) {
    return document.body().getValue(REPLACED) instanceof String rev ? rev : null;
  }
}
