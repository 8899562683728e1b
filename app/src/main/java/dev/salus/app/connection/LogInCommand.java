package dev.salus.app.connection;

import dev.salus.api.Unauthenticated;
import dev.salus.app.config.DurationConverter;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code salus login}: a log-in that is kept for a short while. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs you in for a while, in which commands at a terminal do not ask for your password.",
      "What is kept, beside your key file and for you only, is a token of this log-in, never the"
          + " password. Keys still need their passphrase. 'salus logout' ends it earlier."
    })
public final class LogInCommand extends LogInOrOut {

  /** How long a look at who waits for the person may take. */
  private static final long LONGEST_LOOK_SECONDS = 5;

  private static final String CANNOT_TELL =
      "Whether somebody waits for your help cannot be told now; 'salus keys status' tells it.";

  /** For how long at most. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = DurationConverter.class,
      description = "How long, from 1m to 12h (default: ${DEFAULT-VALUE}).")
  private Duration keep = Duration.ofMinutes(15);

  private LogInCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  /**
   * The command.
   *
   * @param terminal where the password comes from
   * @param environment the variables of the process
   */
  public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new LogInCommand(terminal, environment));
  }

  @Override
  void run(Running with) throws Exception {
    if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0) {
      throw new CommandFailure("--keep must be from 1m to 12h");
    }
    end(with);
    KeptLogIn kept = KeptLogIn.of(with.vertx(), with.to(), Clock.systemUTC(), keep);
    with.dialogue().tries(() -> logIn(with, kept));
    offerToKeep(with);
    with.dialogue()
        .say(
            "You are logged in as "
                + with.to().login()
                + " until "
                + UTC.format(kept.end())
                + "; 'salus logout' ends it earlier.");
    tellWhoWaits(with, kept);
  }

  /** The log-in is what was asked for: whatever becomes of this, and for so long at most. */
  private static void tellWhoWaits(Running with, KeptLogIn kept) throws Exception {
    if (!with.dialogue().isPerson()) {
      return;
    }
    HttpTransport transport = with.transport("", kept);
    try {
      Future.succeededFuture(new ServerApi(transport))
          .compose(WaitingRequests::sentence)
          .otherwise(Optional.of(CANNOT_TELL))
          .await(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS)
          .ifPresent(with.dialogue()::explain);
    } catch (TimeoutException late) {
      with.dialogue().explain(CANNOT_TELL);
    } finally {
      with.get(transport.close());
    }
  }

  private static @Nullable Void logIn(Running with, KeptLogIn kept) throws Exception {
    Dialogue dialogue = with.dialogue();
    char[] password = dialogue.secret("Password of " + with.to().login());
    if (password.length == 0) {
      throw CommandFailure.mistyped("login or password is not right");
    }
    HttpTransport transport =
        with.transport(new String(password), kept)
            .withCodes(new CodePrompt(with.vertx(), dialogue));
    Arrays.fill(password, '\0');
    try {
      with.get(new ServerApi(transport).me());
      return null;
    } catch (Unauthenticated wrong) {
      throw CommandFailure.mistyped("login or password is not right");
    } finally {
      with.get(transport.close());
    }
  }
}
