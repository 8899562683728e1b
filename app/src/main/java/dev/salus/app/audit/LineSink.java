package dev.salus.app.audit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** Where the lines of an audit log go. */
interface LineSink extends AutoCloseable {

  /** Adds lines; if it fails, none of them is there, and they may be added again. */
  void append(List<JsonObject> members) throws IOException;

  /** Has the disk keep what was added. */
  void flush() throws IOException;

  /** Whether nothing was added since the last flush. */
  boolean isFlushed();

  /** How many lines there are. */
  long lines();

  /** The hash of the last one. */
  String last();

  @Override
  void close() throws IOException;
}
