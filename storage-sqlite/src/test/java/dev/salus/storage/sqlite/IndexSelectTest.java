package dev.salus.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import dev.salus.storage.support.EntryPosition;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page costs the page: SQLite begins where it begins, in the order that it has. */
class IndexSelectTest {

  private static final CollectionTable LETTERS =
      new CollectionTable(
          CollectionSpec.of(
              "letters",
              IndexSpec.of("by-reader", KeyPart.of("to"), KeyPart.of("kind"), KeyPart.of("at"))));

  private static final IndexTable INDEX = LETTERS.indexes().get(0);

  @TempDir private Path directory;
  private SqlConnection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = SqlConnection.open(directory.resolve("salus.db"), 1_000);
    new SqliteSchema(connection, line -> {}).make(List.of(LETTERS));
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private List<String> plan(Query query) throws SQLException {
    IndexSelect select = IndexRange.of(query, INDEX).select(LETTERS, INDEX, query);
    return connection.select(
        "EXPLAIN QUERY PLAN " + select.sql(),
        row -> row.getString("detail"),
        select.values().toArray());
  }

  @Test
  void everyPage_beginsWhereItBeginsAndIsNotSorted() throws SQLException {
    Query all = Query.of("by-reader", 10, "ann");
    String cursor = new EntryPosition(List.of("ann", "note", 5L), "x").write("by-reader");
    List<Query> first = List.of(all, all.newestFirst(), all.between("a", "z"));
    List<Query> later =
        List.of(
            all.after(cursor),
            all.newestFirst().after(cursor),
            all.between("a", "z").after(cursor),
            all.between("a", "z").newestFirst().after(cursor),
            Query.of("by-reader", 10, "ann", "note").between(1, 9).after(cursor),
            Query.of("by-reader", 10, "ann", "note", 5).after(cursor));

    for (Query query : first) {
      assertThat(plan(query)).as("%s", query).hasSize(2).noneMatch(it -> it.contains("SCAN"));
    }
    for (Query query : later) {
      List<String> plan = plan(query);
      assertThat(plan).as("%s", query).hasSize(2).noneMatch(it -> it.contains("SCAN"));
      // The whole cursor is a bound of the search, not a filter over the entries before it.
      assertThat(plan.get(0)).as("%s", query).matches(".*PRIMARY KEY \\(k0=\\? AND .*[<>].*");
    }
  }
}
