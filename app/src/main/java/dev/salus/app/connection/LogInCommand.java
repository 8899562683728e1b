package dev.salus.app.connection;

import dev.salus.api.SalusException;
import dev.salus.api.Unauthenticated;
import dev.salus.app.config.DurationConverter;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code salus login}: a log-in that is kept for a short while. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs in once for some time: commands at a terminal do not ask for your password until then.",
      "What is kept, beside your key file and for you only, is a token of this log-in, never the"
          + " password. Keys still need their passphrase. 'salus logout' ends it before."
    })
public final class LogInCommand extends LogInOrOut {

  /** For how long at most. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

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
                + "; 'salus logout' ends it before.");
    tellWhoWaits(with, kept);
  }

  private static void tellWhoWaits(Running with, KeptLogIn kept) throws Exception {
    HttpTransport transport = with.transport("", kept);
    try {
      ServerApi server = new ServerApi(transport);
      WaitingRequests.tell(with, server, with.get(server.me()));
    } catch (SalusException | ClientException unknown) {
      // the log-in is what was asked for, and 'keys status' tells it, too
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
