package dev.salus.app.secondfactor;

import dev.salus.api.Invalid;
import dev.salus.api.Unauthenticated;
import dev.salus.app.connection.CodePrompt;
import dev.salus.app.connection.Connection;
import dev.salus.app.connection.ConnectionOptions;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.QuietLog;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.vertx.FilelessVertx;
import dev.salus.sdk.account.SecondFactorApi;
import dev.salus.sdk.account.SecondFactorStatus;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command about the account of whoever runs it, who logs in for it, without keys: exit code 0 if
 * it did what it was told, else 1 and one line that says why.
 */
abstract class OwnAccountCommand implements Callable<Integer> {

  private static final long MINUTES = 60;

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private ConnectionOptions options = new ConnectionOptions();

  @Spec private @Nullable CommandSpec spec;

  OwnAccountCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Somebody who has logged in.
   *
   * @param login as whom
   * @param password with what
   * @param status how it was then
   */
  record LoggedIn(
      Dialogue dialogue,
      HttpTransport transport,
      SecondFactorApi secondFactor,
      SecondFactorStatus status,
      String login,
      String password) {

    /** The result of a call, which is waited for. */
    <T> T get(Future<T> future) throws TimeoutException {
      return future.await(MINUTES, TimeUnit.MINUTES);
    }

    /** Does something with a code, for which a person may be asked three times. */
    <T> T withCode(String question, CodeUse<T> use) throws Exception {
      return dialogue.tries(
          () -> {
            try {
              return get(use.of(dialogue.answer(question)));
            } catch (Invalid refused) {
              throw refused.field().equals("otp")
                  ? CommandFailure.mistyped("that code is wrong, too old or was used before")
                  : refused;
            }
          });
    }

    /** Without what it knows. */
    @Override
    public String toString() {
      return "LoggedIn[" + login + "]";
    }
  }

  /** What is done with a code. */
  interface CodeUse<T> {
    Future<T> of(String code);
  }

  @Override
  public final Integer call() throws Exception {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    QuietLog quiet = QuietLog.ofLibraries();
    Vertx vertx = FilelessVertx.start();
    try (Dialogue dialogue = new Dialogue(terminal, command.getOut(), command.getErr())) {
      Connection to = options.connection(environment, command, dialogue);
      prepare(dialogue);
      LoggedIn mine = dialogue.tries(() -> logIn(vertx, to, dialogue));
      try {
        run(mine);
      } finally {
        mine.get(mine.transport().close());
      }
      return CommandLine.ExitCode.OK;
    } catch (ParameterException usage) {
      throw usage;
    } catch (Exception failure) {
      command.getErr().println("salus: " + CommandFailure.explain(failure));
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      vertx.close().await(MINUTES, TimeUnit.MINUTES);
      quiet.close();
    }
  }

  private static LoggedIn logIn(Vertx vertx, Connection to, Dialogue dialogue) throws Exception {
    char[] typed = dialogue.secret("Password of " + to.login());
    String password = new String(typed);
    Arrays.fill(typed, '\0');
    HttpTransport transport =
        to.transport(vertx, password).withCodes(new CodePrompt(vertx, dialogue));
    SecondFactorApi api = new SecondFactorApi(new ServerApi(transport));
    try {
      SecondFactorStatus status = api.status().await(MINUTES, TimeUnit.MINUTES);
      return new LoggedIn(dialogue, transport, api, status, to.login(), password);
    } catch (Unauthenticated wrong) {
      throw CommandFailure.mistyped("login or password is not right");
    }
  }

  /** What is looked at before anybody logs in. */
  void prepare(Dialogue dialogue) throws Exception {
    // most look at nothing
  }

  /** Does it. */
  abstract void run(LoggedIn mine) throws Exception;
}
