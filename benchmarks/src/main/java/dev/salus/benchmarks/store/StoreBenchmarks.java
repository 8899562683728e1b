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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Measures stores on the disk that the results go to. */
public final class StoreBenchmarks {

  private StoreBenchmarks() {}

  /** The arguments are the {@link Form}, and a file for the results. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Form form = Form.of(arguments[0]);
    Path results = Path.of(arguments[1]).toAbsolutePath();
    Path directory = Files.createTempDirectory(results.getParent(), "stores-");
    Vertx vertx = Vertx.vertx();
    try {
      List<TableRow> rows = new ArrayList<>(new DurableWrites(form).rows(vertx, directory));
      GrowingList pages = new GrowingList(form, List.of(10_000), new GrowthPlot());
      rows.addAll(pages.rows(vertx, "memory", new JsonObject()));
      JsonObject options = new JsonObject().put("directory", directory.resolve("pages").toString());
      rows.addAll(pages.rows(vertx, "sqlite", options));
      Results.here(rows).write(results);
    } finally {
      await(vertx.fileSystem().deleteRecursive(directory.toString()));
      await(vertx.close());
    }
  }
}
