package dev.salus.storage.sqlite;

import dev.salus.storage.Document;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.ReadBound;
import dev.salus.storage.StoreException.LargerThanBound;
import dev.salus.storage.sqlite.SqlConnection.Rows;
import dev.salus.storage.support.EntryPosition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A statement that reads a page of an index together with the documents.
 *
 * @param index the index
 * @param sql the statement; only names that were declared, and places for values
 * @param values what is bound, in order
 * @param limit the most entries of the page; the statement reads one more
 * @param bound the most bytes of documents of the page; no larger one is read to find that out
 */
record IndexSelect(IndexTable index, String sql, List<Object> values, int limit, ReadBound bound) {

  /** An entry with its document. */
  private record Entry(Document document, List<Object> key) {}

  static IndexSelect of(
      CollectionTable collection,
      IndexTable index,
      List<String> conditions,
      List<String> order,
      Query query,
      List<Object> values) {
    String direction = query.descending() ? " DESC" : "";
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    String sql =
        "SELECT "
            + collection.columns()
            + ", "
            + String.join(", ", index.columns(0))
            + " FROM "
            + index.table()
            + " AS entry CROSS JOIN "
            + collection.table()
            + " ON "
            + collection.table()
            + ".id = entry.id"
            + where
            + " ORDER BY "
            + order.stream().map(it -> it + direction).collect(Collectors.joining(", "))
            + " LIMIT ?";
    List<Object> all = new ArrayList<>(values);
    all.add((long) query.limit() + 1);
    return new IndexSelect(index, sql, all, query.limit(), query.bound());
  }

  /**
   * Reads the page.
   *
   * @throws LargerThanBound if the bound does not permit already the first document
   */
  Page page(SqlConnection connection) throws SQLException {
    ReadBytes read = new ReadBytes(bound);
    Rows<Entry> found =
        connection.selectUntil(
            (rows, next) -> rows.size() >= limit || !read.admits(next),
            sql,
            row -> entry(row, read),
            values.toArray());
    List<Entry> shown = found.read();
    if (shown.isEmpty() && found.isMore()) {
      throw new LargerThanBound();
    }
    List<Document> documents = shown.stream().map(Entry::document).toList();
    return new Page(documents, found.isMore() ? cursor(shown.get(shown.size() - 1)) : null);
  }

  private String cursor(Entry last) {
    return new EntryPosition(last.key(), last.document().id()).write(index.name());
  }

  private Entry entry(ResultSet row, ReadBytes read) throws SQLException {
    List<Object> key = new ArrayList<>(index.parts());
    int first = CollectionTable.COLUMNS + 1;
    for (int part = 0; part < index.parts(); part++) {
      // The driver gives an int where one will do.
      key.add(
          row.getObject(first + part) instanceof String text ? text : row.getLong(first + part));
    }
    return new Entry(read.document(row), key);
  }
}
