package dev.salus.app.connection;

import dev.salus.api.SalusException;
import dev.salus.api.Unauthenticated;
import dev.salus.api.operation.Operation;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.QuietLog;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.vertx.FilelessVertx;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.transport.HttpTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the commands about a kept log-in have in common. */
abstract class LogInOrOut implements Callable<Integer> {

  private static final long MINUTES = 10;

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  @Spec private @Nullable CommandSpec spec;

  LogInOrOut(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  /** What became of a log-in that was kept. */
  enum Ending {
    /** There was none. */
    NONE,
    /** It ended on the server, too. */
    ENDED,
    /** The server could not be told. */
    DELETED
  }

  /** One run. */
  record Running(Vertx vertx, Connection to, Dialogue dialogue) {

    /** Waits for the result of a call. */
    <T extends @Nullable Object> T get(Future<T> future) throws TimeoutException {
      return future.await(MINUTES, TimeUnit.MINUTES);
    }

    /** With a session that is kept. */
    HttpTransport transport(String password, KeptLogIn kept) {
      return to.transport(vertx, password).keptBy(kept);
    }
  }

  @Override
  public final Integer call() throws Exception {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    QuietLog quiet = QuietLog.ofLibraries();
    Vertx vertx = FilelessVertx.start();
    try (Dialogue dialogue = new Dialogue(terminal, command.getOut(), command.getErr())) {
      Connection to = options.connection(environment, command, dialogue);
      run(new Running(vertx, to, dialogue));
      return CommandLine.ExitCode.OK;
    } catch (SalusException
        | ClientException
        | CommandFailure
        | TimeoutException
        | IOException failure) {
      command.getErr().println("salus: " + CommandFailure.explain(failure));
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      vertx.close().await(MINUTES, TimeUnit.MINUTES);
      quiet.close();
    }
  }

  abstract void run(Running with) throws Exception;

  /** Has a person choose whether server and login are typed each time. */
  final void offerToKeep(Running with) throws Exception {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    KeptConnection.offer(options, with.to(), environment, command, with.dialogue());
  }

  /** Ends what is kept, if anything is. */
  static Ending end(Running with) throws TimeoutException {
    Optional<KeptLogIn> found = KeptLogIn.find(with.vertx(), with.to(), Clock.systemUTC());
    if (found.isEmpty()) {
      return Ending.NONE;
    }
    HttpTransport transport = with.transport("", found.get());
    try {
      with.get(transport.call(Operation.LOG_OUT, new JsonObject(), null));
      return Ending.ENDED;
    } catch (Unauthenticated already) {
      return Ending.ENDED;
    } catch (SalusException | ClientException unreachable) {
      return Ending.DELETED;
    } finally {
      with.get(transport.close());
      found.get().forget();
    }
  }
}
