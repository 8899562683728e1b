package dev.salus.app.store;

import dev.salus.app.server.StoreOptions;
import dev.salus.core.SalusHost;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code salus move}: puts all that one store holds into another, then reads both and compares.
 * Exit code 0 if they are equal, 1 if not.
 */
@Command(
    name = "move",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Copies all data from one store into another, and compares both.",
    footer = {
      "",
      "Stop the server before. What was moved already is not moved again, so a move that",
      "was interrupted is finished by the same command. Nothing is overwritten or deleted,",
      "in neither store."
    })
public final class StoreMoveCommand implements Callable<Integer> {

  private static final String MEMORY = "memory";

  @Mixin private StoreOptions store = new StoreOptions();

  @Mixin private TargetOptions target = new TargetOptions();

  @Spec private @Nullable CommandSpec spec;

  /** For the command line. */
  public StoreMoveCommand() {}

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    if (List.of(store.name(), target.name()).contains(MEMORY)) {
      throw new ParameterException(
          command.commandLine(), "the store memory keeps nothing: there is nothing to move");
    }
    if (target.isOf(store.settings())) {
      throw new ParameterException(
          command.commandLine(), "--to-data is the directory of --data: there is nothing to move");
    }
    StoreTask task = new StoreTask(command.commandLine().getOut());
    boolean equal = task.run(vertx -> move(vertx, task));
    task.say(equal ? "both stores hold the same" : "the stores differ, see above");
    return equal ? 0 : 1;
  }

  private Future<Boolean> move(Vertx vertx, StoreTask task) {
    return DocumentStores.provider(store.name())
        .open(vertx, store.settingsOfExisting(), SalusHost.collections(), task::say)
        .compose(from -> move(vertx, task, from).eventually(from::close));
  }

  private Future<Boolean> move(Vertx vertx, StoreTask task, DocumentStore from) {
    return Future.succeededFuture(target)
        .compose(
            to ->
                DocumentStores.provider(to.name())
                    .open(vertx, to.settings(), SalusHost.collections(), task::say))
        .recover(failure -> Future.failedFuture(TargetOptions.asTyped(failure)))
        .compose(to -> new StoreMove(from, to, task::say).all().eventually(to::close));
  }
}
