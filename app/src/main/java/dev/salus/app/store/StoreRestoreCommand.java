package dev.salus.app.store;

import dev.salus.app.server.StoreOptions;
import dev.salus.storage.DocumentStores;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code salus restore}: makes a store of what {@link StoreBackupCommand} has copied. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a store of a file that 'salus backup' has made.",
    footer = {
      "",
      "Nothing is overwritten: where there is data already, move it away first, and with",
      "salus.db all of salus.db-wal, -shm and -journal that is there."
    })
public final class StoreRestoreCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The copy.")
  private @Nullable Path file;

  @Mixin private StoreOptions store = new StoreOptions();

  @Spec private @Nullable CommandSpec spec;

  /** For the command line. */
  public StoreRestoreCommand() {}

  @Override
  public Integer call() throws Exception {
    Path from = Objects.requireNonNull(file);
    StoreTask task = new StoreTask(Objects.requireNonNull(spec).commandLine().getOut());
    task.<Void>run(
        vertx ->
            DocumentStores.provider(store.name())
                .restore(vertx, store.settings(), from, task::say));
    task.say("restored; " + store.place());
    return 0;
  }
}
