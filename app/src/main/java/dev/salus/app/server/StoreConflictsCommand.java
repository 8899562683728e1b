package dev.salus.app.server;

import dev.salus.app.vertx.FilelessVertx;
import dev.salus.core.SalusHost;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.ConflictReport;
import dev.salus.storage.ConflictReport.ConflictedDocument;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code salus store conflicts}: lists documents that were written in two places between which the
 * store replicates. Exit code 0 if there are none, 1 if there are.
 */
@Command(
    name = "conflicts",
    mixinStandardHelpOptions = true,
    description =
        "Lists documents that were written in two places between which CouchDB replicates.")
final class StoreConflictsCommand implements Callable<Integer> {

  private static final long MINUTES = 60;

  @Mixin private StoreOptions store = new StoreOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many to list of each collection; all are counted (default: 100).")
  private int limit;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    if (limit < 1) {
      throw new ParameterException(command.commandLine(), "--limit must be at least 1");
    }
    List<String> collections = SalusHost.collections().stream().map(CollectionSpec::name).toList();
    Vertx vertx = FilelessVertx.start();
    try {
      ConflictReport report =
          DocumentStores.provider(store.name())
              .conflicts(vertx, store.settings(), collections, limit)
              .await(MINUTES, TimeUnit.MINUTES);
      print(report, command.commandLine().getOut());
      return report.total() == 0 ? 0 : 1;
    } finally {
      vertx.close().await(1, TimeUnit.MINUTES);
    }
  }

  private static void print(ConflictReport report, PrintWriter out) {
    for (ConflictedDocument document : report.documents()) {
      out.println(document.collection() + " " + document.id());
      out.println("  shown   " + document.shown());
      document.hidden().forEach(hidden -> out.println("  hidden  " + hidden));
    }
    out.println(
        "salus: "
            + report.total()
            + (report.total() == 1 ? " document has" : " documents have")
            + " conflicting revisions");
    out.flush();
  }
}
