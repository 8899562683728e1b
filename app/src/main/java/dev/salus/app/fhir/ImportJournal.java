package dev.salus.app.fhir;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.protocol.Ids;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which entity became of which resource, in a file beside the bundles: an import that was
 * interrupted goes on where it was. The id of an entity is on disk before the entity is sent, so
 * that what was sent and not answered is sent again as the same entity, and never becomes two.
 */
final class ImportJournal implements AutoCloseable {

  private final FileChannel file;
  private final SecureRandom random;
  private final Clock clock;
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private final StringBuilder unwritten = new StringBuilder();

  private ImportJournal(FileChannel file, Clock clock, SecureRandom random) {
    this.file = file;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Goes on with a journal, or begins one.
   *
   * @param of whose import at which server it is
   * @throws CommandFailure if it is one of another import, or no journal
   */
  static ImportJournal open(Path path, String of, Clock clock, SecureRandom random)
      throws IOException {
    String text = Files.exists(path) ? Files.readString(path) : "";
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    ImportJournal journal = new ImportJournal(file, clock, random);
    boolean read = false;
    try {
      journal.read(text, of, path);
      read = true;
      return journal;
    } finally {
      if (!read) {
        file.close();
      }
    }
  }

  private void read(String text, String of, Path path) throws IOException {
    // what an interrupted run wrote half is as if it had not been written
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    if (whole.length() < text.length()) {
      try (FileChannel cut = FileChannel.open(path, StandardOpenOption.WRITE)) {
        cut.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
      }
    }
    if (whole.isEmpty()) {
      append(new JsonObject().put("import", of));
      flush();
      return;
    }
    try {
      whole.lines().map(JsonObject::new).forEach(line -> read(line, of, path));
    } catch (DecodeException | ClassCastException e) {
      throw new CommandFailure(path + " is no journal of an import");
    }
  }

  private void read(JsonObject line, String of, Path path) {
    String key = line.getString("resource");
    if (key == null) {
      if (!of.equals(line.getString("import"))) {
        throw new CommandFailure(
            path + " is the journal of another import, by somebody else or into another server");
      }
    } else if (line.getBoolean("done", false)) {
      done.add(key);
    } else {
      ids.put(key, line.getString("entity"));
    }
  }

  /** The id of the entity that a resource is to become; the same in each run. */
  String entityOf(FhirResource resource) {
    return ids.computeIfAbsent(
        resource.key(),
        key -> {
          String id = Ids.timeOrdered(clock, random);
          append(new JsonObject().put("resource", key).put("entity", id));
          return id;
        });
  }

  /** Whether a resource has become an entity. */
  boolean isDone(FhirResource resource) {
    return done.contains(resource.key());
  }

  /** Notes that it has. */
  void done(FhirResource resource) {
    if (done.add(resource.key())) {
      append(new JsonObject().put("resource", resource.key()).put("done", true));
    }
  }

  private void append(JsonObject line) {
    unwritten.append(line.encode()).append('\n');
  }

  /** Sees to it that what was noted is on disk. */
  void flush() throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(unwritten.toString());
    unwritten.setLength(0);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    flush();
    file.close();
  }
}
