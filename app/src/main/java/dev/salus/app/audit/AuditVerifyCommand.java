package dev.salus.app.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code salus audit verify}: exit code 0 if a log is as it was written, 1 if not. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Finds out whether a line of an audit log was changed, removed or moved.",
    footer = {
      "",
      "Whoever can write the file can also write all of it anew, or cut off its end. Note the",
      "hash that this command and the server print elsewhere, and look for it with --noted."
    })
final class AuditVerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The log.")
  private @Nullable Path file;

  @Option(
      names = "--noted",
      paramLabel = "HASH",
      description = "The hash of a line that was noted earlier and must still be there.")
  private @Nullable String noted;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Path log = Objects.requireNonNull(file);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    AuditVerification verified = verified(log);
    out.println(
        "salus: "
            + verified.lines()
            + (verified.lines() == 1 ? " line holds" : " lines hold")
            + " together; the hash of the last is "
            + verified.last());
    if (verified.flaw() != null) {
      out.println("salus: " + verified.flaw());
      return 1;
    }
    if (!verified.noted()) {
      out.println("salus: no line has the hash that was noted: the log was cut or written anew");
      return 1;
    }
    return 0;
  }

  private AuditVerification verified(Path log) {
    try {
      return AuditVerification.of(log, noted);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + log, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(log + " cannot be read", e);
    }
  }
}
