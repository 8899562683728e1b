package dev.salus.benchmarks.store;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.stage.Load;
import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Round;
import dev.salus.benchmarks.table.TableRow;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates documents of 1 KiB with one index entry in the SQLite store, by writers of which each
 * writes again as soon as it is answered; beside it the same rows in batches of as many.
 */
final class DurableWrites {

  private static final String GROUP = "Durable writes, SQLite, synchronous=FULL";
  private static final CollectionSpec COLLECTION =
      CollectionSpec.of("benchmark", IndexSpec.of("by-number", KeyPart.of("number")));
  private static final String TEXT = "0123456789abcdef".repeat(64);

  private final Form form;
  private final AtomicLong numbers = new AtomicLong();

  DurableWrites(Form form) {
    this.form = form;
  }

  List<TableRow> rows(Vertx vertx, Path directory) throws SQLException {
    JsonObject options = new JsonObject().put("directory", directory.resolve("salus").toString());
    DocumentStore store =
        await(DocumentStores.provider("sqlite").open(vertx, options, List.of(COLLECTION)));
    List<TableRow> rows = new ArrayList<>();
    try (JdbcBatches jdbc = new JdbcBatches(directory.resolve("jdbc.db"))) {
      round(store, jdbc, 64);
      for (int writers : List.of(1, 64, 256)) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < form.rounds(); i++) {
          rounds.add(round(store, jdbc, writers));
        }
        rows.add(
            new TableRow(
                GROUP,
                writers + (writers == 1 ? " writer" : " writers"),
                "JDBC, " + writers + " in each transaction",
                "/s",
                writers == 1 ? "≥ 0.8" : "≥ 0.7",
                rounds));
      }
    }
    await(store.close());
    return rows;
  }

  private Round round(DocumentStore store, JdbcBatches jdbc, int writers) throws SQLException {
    Load load = new Load(number -> store.put(COLLECTION.name(), document(number)));
    double salus = await(load.run(writers, form.seconds(), numbers)).perSecond();
    return new Round(salus, jdbc.run(DurableWrites::document, writers, form.seconds(), numbers));
  }

  private static Document document(long number) {
    JsonObject body = new JsonObject().put("number", number);
    return Document.create("d" + number, body.put("sealed", TEXT));
  }
}
