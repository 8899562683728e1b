package dev.salus.storage.couchdb;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged while it is open, which in tests goes to standard error. */
public final class CapturedErr implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

  public CapturedErr() {
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  /** The lines so far. */
  public List<String> lines() {
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The lines so far that this module has logged. */
  public List<String> ofTheStore() {
    return lines().stream().filter(line -> line.contains("dev.salus.storage.couchdb.")).toList();
  }

  @Override
  public void close() {
    System.setErr(before);
    before.print(captured.toString(StandardCharsets.UTF_8));
  }
}
