package dev.salus.app.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the lines of an audit log are those that were written, in their order.
 *
 * @param lines how many hold together, from the first one
 * @param last the hash of the last of them
 * @param noted whether one of them has the hash that was looked for
 * @param flaw what is wrong with the line after them; null if there is none
 */
record AuditVerification(long lines, String last, boolean noted, @Nullable String flaw) {

  /**
   * Reads a log.
   *
   * @param wanted a hash that was noted earlier
   */
  static AuditVerification of(Path file, @Nullable String wanted) throws IOException {
    AuditVerification so = new AuditVerification(0, AuditLine.NONE, wanted == null, null);
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String text = line(reader); text != null; text = line(reader)) {
        so = so.and(text, wanted);
        if (so.flaw != null) {
          return so;
        }
      }
      return so;
    } catch (MalformedInputException e) {
      return so.butFor("is no text");
    }
  }

  /** A line ends with a line feed and nothing else, as it was written; null at the end. */
  private static @Nullable String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = reader.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      next = reader.read();
    }
    return line.toString();
  }

  private AuditVerification and(String text, @Nullable String wanted) {
    Optional<AuditLine> read = AuditLine.read(text);
    if (read.isEmpty()) {
      return butFor("was changed, or is not whole");
    }
    AuditLine line = read.get();
    if (line.number() != lines + 1 || !line.before().equals(last)) {
      return butFor(
          "is not the one that followed (it says that it is line "
              + line.number()
              + "): lines were removed, added or moved before it");
    }
    return new AuditVerification(
        line.number(), line.hash(), noted || line.hash().equals(wanted), null);
  }

  private AuditVerification butFor(String why) {
    return new AuditVerification(lines, last, noted, "line " + (lines + 1) + " " + why);
  }
}
