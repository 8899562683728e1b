package dev.salus.storage.couchdb.form;

import dev.salus.storage.Change;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code _changes} tells. */
public final class Sequences {

  /** A number, and in a cluster a dash and base64url. Free of URL syntax. */
  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}(?:-[A-Za-z0-9_-]{1,4000})?");

  private Sequences() {}

  /**
   * A sequence that a caller names.
   *
   * @throws IllegalArgumentException if no CouchDB can have given it out
   */
  public static String check(String since) {
    if (!SEQUENCE.matcher(since).matches()) {
      throw foreign();
    }
    return since;
  }

  /** The failure for a sequence that this CouchDB did not give out. */
  public static IllegalArgumentException foreign() {
    return new IllegalArgumentException("not a sequence of this store");
  }

  /** A sequence in an answer, a number on some servers. */
  public static Optional<String> read(@Nullable Object sequence) {
    return Optional.ofNullable(sequence)
        .map(String::valueOf)
        .filter(text -> SEQUENCE.matcher(text).matches());
  }

  /** The change in a row; empty for design documents and whatever else is no document of ours. */
  public static Optional<Change> change(JsonObject row) {
    if (!(row.getValue("id") instanceof String code)
        || !(row.getValue("changes") instanceof JsonArray revisions)
        || revisions.isEmpty()) {
      return Optional.empty();
    }
    boolean deleted = Boolean.TRUE.equals(row.getValue("deleted"));
    String rev = deleted ? null : revisions.getJsonObject(0).getString("rev");
    return read(row.getValue("seq"))
        .flatMap(sequence -> TextCode.decode(code).map(id -> new Change(sequence, id, rev)));
  }
}
