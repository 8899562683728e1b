package dev.salus.storage.sqlite;

import dev.salus.storage.Document;
import dev.salus.storage.ReadBound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What one call has read so far. For one thread. */
final class ReadBytes {

  private final ReadBound bound;
  private long bytes;
  private boolean isFirst = true;

  ReadBytes(ReadBound bound) {
    this.bound = bound;
  }

  /** Whether the document of a row may be read, too. */
  boolean admits(ResultSet row) throws SQLException {
    return bound.admits(bytes, isFirst, CollectionTable.bytes(row));
  }

  /** The document of a row. */
  Document document(ResultSet row) throws SQLException {
    bytes += CollectionTable.bytes(row);
    isFirst = false;
    return CollectionTable.document(row);
  }

  /** The document of a row; empty if it may not be read. */
  Optional<Document> documentIfAdmitted(ResultSet row) throws SQLException {
    return admits(row) ? Optional.of(document(row)) : Optional.empty();
  }
}
