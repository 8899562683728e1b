package dev.salus.benchmarks.store;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Results;
import dev.salus.benchmarks.table.TableRow;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures pages and single documents out of up to a million, and draws them. */
public final class GrowthBenchmarks {

  private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

  private GrowthBenchmarks() {}

  /** The arguments are the {@link Form}, and a file for the results; the picture goes beside it. */
  public static void main(String[] arguments) throws IOException {
    Path results = Path.of(arguments[1]).toAbsolutePath();
    Path directory = Files.createTempDirectory(results.getParent(), "stores-");
    Vertx vertx = Vertx.vertx();
    try {
      GrowthPlot plot = new GrowthPlot();
      GrowingList pages = new GrowingList(Form.of(arguments[0]), SIZES, plot);
      JsonObject options = new JsonObject().put("directory", directory.toString());
      List<TableRow> rows = new ArrayList<>(beyondTheFirst(pages.rows(vertx, "sqlite", options)));
      rows.addAll(beyondTheFirst(pages.rows(vertx, "memory", new JsonObject())));
      Results.here(rows).write(results);
      Files.writeString(results.resolveSibling(Results.PLOT), plot.svg());
    } finally {
      await(vertx.fileSystem().deleteRecursive(directory.toString()));
      await(vertx.close());
    }
  }

  /** Those of the first size are in the table of stores. */
  private static List<TableRow> beyondTheFirst(List<TableRow> rows) {
    return rows.subList(rows.size() / SIZES.size(), rows.size());
  }
}
