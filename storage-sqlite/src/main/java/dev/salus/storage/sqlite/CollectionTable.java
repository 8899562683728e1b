package dev.salus.storage.sqlite;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentText;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import dev.salus.storage.support.Revision;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of a collection's documents, and its statements. A deleted document keeps its row, with
 * neither hash nor body: enough for its generation never to go back.
 */
final class CollectionTable {

  /**
   * What is stored under an id.
   *
   * @param generation how many times it was written, deletions included
   * @param hash the rest of its revision; null if it is deleted
   * @param body null if it is deleted, or was not asked for
   */
  record Row(long generation, @Nullable String hash, @Nullable JsonObject body) {

    /** Its revision; null if it is deleted. */
    @Nullable String rev() {
      return hash == null ? null : Revision.of(generation, hash);
    }
  }

  /** How many columns there are that {@link #document} and {@link #bytes} read. */
  static final int COLUMNS = 5;

  private static final int BYTES = 5;

  private final String name;
  private final List<IndexTable> indexes;
  private final String table;
  private final String columns;
  private final String lookUp;
  private final String insertNew;
  private final String update;
  private final String get;
  private final String changes;

  CollectionTable(CollectionSpec spec) {
    this.name = spec.name();
    this.indexes = spec.indexes().stream().map(it -> new IndexTable(name, it)).toList();
    this.table = "\"" + name + "\"";
    // The size of a body is known without reading it.
    this.columns = table + ".id, generation, hash, body, octet_length(body)";
    // Only the body tells which entries a document has in indexes.
    this.lookUp =
        "SELECT generation, hash, "
            + (indexes.isEmpty() ? "NULL" : "body")
            + " FROM "
            + table
            + " WHERE id = ?";
    this.insertNew =
        "INSERT INTO "
            + table
            + " (generation, hash, sequence, body, id) VALUES (?, ?, ?, CAST(? AS TEXT), ?)"
            + " ON CONFLICT (id) DO NOTHING";
    this.update =
        "UPDATE "
            + table
            + " SET generation = ?, hash = ?, sequence = ?, body = CAST(? AS TEXT)"
            + " WHERE id = ? AND generation = ? AND hash IS ?";
    this.get = "SELECT " + columns + " FROM " + table + " WHERE id = ? AND hash IS NOT NULL";
    this.changes =
        "SELECT sequence, id, generation, hash FROM "
            + table
            + " WHERE sequence > ? ORDER BY sequence LIMIT ?";
  }

  String name() {
    return name;
  }

  List<IndexTable> indexes() {
    return indexes;
  }

  /** The table, quoted. */
  String table() {
    return table;
  }

  /** The columns that {@link #document} and {@link #bytes} read. */
  String columns() {
    return columns;
  }

  /** Selects what is stored under an id, for {@link #row}. */
  String lookUp() {
    return lookUp;
  }

  /**
   * Adds (generation, hash, sequence, body, id) unless the id was used, also by what is deleted.
   */
  String insertNew() {
    return insertNew;
  }

  /** Sets (generation, hash, sequence, body) where (id, generation, hash) are those. */
  String update() {
    return update;
  }

  /** Selects the document with an id, for {@link #document} and {@link #text}. */
  String get() {
    return get;
  }

  /** Selects changes after a sequence, at most so many. */
  String changes() {
    return changes;
  }

  /** The statement that makes the table, if it is not there. */
  String create() {
    return "CREATE TABLE IF NOT EXISTS "
        + table
        + " (id TEXT NOT NULL PRIMARY KEY, generation INTEGER NOT NULL, hash TEXT,"
        + " sequence INTEGER NOT NULL UNIQUE, body TEXT) STRICT";
  }

  static Row row(ResultSet row) throws SQLException {
    byte[] body = row.getBytes(3);
    return new Row(row.getLong(1), row.getString(2), body == null ? null : json(body));
  }

  static Document document(ResultSet row) throws SQLException {
    String rev = Revision.of(row.getLong(2), row.getString(3));
    return new Document(row.getString(1), rev, json(body(row)));
  }

  private static byte[] body(ResultSet row) throws SQLException {
    return row.getBytes(4);
  }

  /** How many bytes the body has, which is not read for it. */
  static long bytes(ResultSet row) throws SQLException {
    return row.getLong(BYTES);
  }

  /** Throws {@link LargerThanBound} before the body is read. */
  static DocumentText text(ResultSet row, ReadBound bound) throws SQLException {
    if (!bound.admits(0, true, bytes(row))) {
      throw new LargerThanBound();
    }
    String rev = Revision.of(row.getLong(2), row.getString(3));
    return DocumentText.taking(rev, body(row));
  }

  static JsonObject json(byte[] body) {
    return new JsonObject(Buffer.buffer(body));
  }

  /** Whether a text can be stored as it is: one with a lone surrogate equals nothing stored. */
  static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
