package dev.salus.storage.sqlite;

import dev.salus.storage.IndexKeys;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One index of a collection: a table whose primary key is the key's parts and the document's id.
 * SQLite orders integers before texts, and texts byte by byte, as the SPI does.
 */
final class IndexTable {

  private final IndexSpec spec;
  private final IndexKeys keys;
  private final String table;
  private final String insert;
  private final String delete;

  /**
   * @param collection the collection's name, which is safe within quotes, as an index's is
   */
  IndexTable(String collection, IndexSpec spec) {
    this.spec = spec;
    this.keys = new IndexKeys(spec);
    this.table = table(collection, spec.name());
    this.insert = "INSERT INTO " + table + " VALUES (" + "?, ".repeat(spec.key().size()) + "?)";
    this.delete =
        "DELETE FROM " + table + " WHERE " + each(columns(0), " = ?", " AND ") + " AND id = ?";
  }

  /** The table of an index, quoted. */
  static String table(String collection, String index) {
    return "\"" + collection + "." + index + "\"";
  }

  String name() {
    return spec.name();
  }

  /** The same for equal definitions only. */
  String definition() {
    return new JsonArray(spec.key().stream().map(IndexTable::definition).toList()).encode();
  }

  private static String definition(KeyPart part) {
    return part.path() + (part.each() ? "[]" : "");
  }

  /** How many parts a key has. */
  int parts() {
    return spec.key().size();
  }

  /** The table, quoted. */
  String table() {
    return table;
  }

  /** The columns of the key's parts from this one on. */
  List<String> columns(int from) {
    return IntStream.range(from, parts()).mapToObj(part -> "k" + part).toList();
  }

  /** The statement that makes the table. */
  String create() {
    return "CREATE TABLE "
        + table
        + " ("
        + each(columns(0), " ANY NOT NULL", ", ")
        + ", id TEXT NOT NULL, PRIMARY KEY ("
        + String.join(", ", columns(0))
        + ", id)) STRICT, WITHOUT ROWID";
  }

  /** The keys of a document with this body. */
  Set<List<Object>> keysOf(JsonObject body) {
    return keys.of(body);
  }

  /** Makes the entries of a document what they should be; what stays is not touched. */
  void replace(SqlConnection connection, String id, Set<List<Object>> old, Set<List<Object>> now)
      throws SQLException {
    for (List<Object> key : old) {
      if (!now.contains(key)) {
        connection.update(delete, values(key, id));
      }
    }
    for (List<Object> key : now) {
      if (!old.contains(key)) {
        connection.update(insert, values(key, id));
      }
    }
  }

  /** Adds the entries of a document that has none. */
  void fill(SqlConnection connection, String id, JsonObject body) throws SQLException {
    replace(connection, id, Collections.emptySet(), keysOf(body));
  }

  private static Object[] values(List<Object> key, String id) {
    List<Object> values = new ArrayList<>(key);
    values.add(id);
    return values.toArray();
  }

  private static String each(List<String> columns, String suffix, String separator) {
    return columns.stream().map(column -> column + suffix).collect(Collectors.joining(separator));
  }
}
