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

/** {@code salus backup}: copies a store to a file, while a server runs on it or not. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Copies all data to a file, as it is at one moment, while the server runs.",
    footer = {
      "",
      "Run it as the user that the server runs as. The file is there when it is whole",
      "and has been checked; it holds what the server sees, so keep it as safe."
    })
public final class StoreBackupCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Where to; it must not be there.")
  private @Nullable Path file;

  @Mixin private StoreOptions store = new StoreOptions();

  @Spec private @Nullable CommandSpec spec;

  /** For the command line. */
  public StoreBackupCommand() {}

  @Override
  public Integer call() throws Exception {
    Path to = Objects.requireNonNull(file);
    StoreTask task = new StoreTask(Objects.requireNonNull(spec).commandLine().getOut());
    task.<Void>run(
        vertx ->
            DocumentStores.provider(store.name()).backup(vertx, store.settings(), to, task::say));
    task.say("copied to " + to.toAbsolutePath());
    return 0;
  }
}
