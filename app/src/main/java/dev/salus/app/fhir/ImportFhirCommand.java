package dev.salus.app.fhir;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Terminal;
import dev.salus.app.keys.session.CommandSetting;
import dev.salus.app.keys.session.KeyCommand;
import dev.salus.app.keys.session.KeySession;
import dev.salus.sdk.crypto.Argon2;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code salus import-fhir}: a directory of FHIR R4 bundles as records of the user's. */
@Command(
    name = "import-fhir",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes records of every Patient, Observation and Condition in the .json files of a directory.",
      "They are encrypted on this machine, and shared as you share automatically; with whose key",
      "you have not compared, nothing is shared, and the report says so."
    },
    footer = {
      "",
      "An import that was interrupted is finished by the same command: the journal says what became",
      "of which resource. It has ids and nothing of what is in the records. Resources of other types",
      "are counted and left out; exit code 1 means that one of these three types was refused."
    })
public final class ImportFhirCommand extends KeyCommand {

  @Parameters(paramLabel = "DIR", description = "Where the files are.")
  private @Nullable Path directory;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "What was done so far (default: salus-import.journal in DIR).")
  private @Nullable Path journal;

  private ImportFhirCommand(CommandSetting setting) {
    super(setting);
  }

  /**
   * The command.
   *
   * @param terminal where answers and secrets come from
   * @param environment the variables of the process
   */
  public static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return commandLine(new CommandSetting(terminal, environment, Argon2.Costs.DEFAULT));
  }

  /** The command in this setting. */
  public static CommandLine commandLine(CommandSetting setting) {
    return new CommandLine(new ImportFhirCommand(setting));
  }

  @Override
  protected void run(KeySession.Opened keys) throws Exception {
    Path from = Objects.requireNonNull(directory);
    List<Path> files = FhirFile.in(from);
    Path noted = journal == null ? from.resolve("salus-import.journal") : journal;
    String of = keys.owner() + " at " + keys.connection().server();
    ImportReport report;
    try (ImportJournal kept = ImportJournal.open(noted, of, Clock.systemUTC(), keys.random())) {
      report = new FhirImport(keys.salus(), kept, waiting(keys), keys::say).of(files);
    }
    report.lines().forEach(keys::say);
    if (report.refusedCount() > 0) {
      throw new CommandFailure("not all of it was imported, see above");
    }
  }

  private static FhirImport.Waiting waiting(KeySession.Opened keys) {
    return new FhirImport.Waiting() {
      @Override
      public <T> T get(Future<T> future) throws TimeoutException {
        return keys.get(future);
      }
    };
  }
}
