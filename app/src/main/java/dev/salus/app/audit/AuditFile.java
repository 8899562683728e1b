package dev.salus.app.audit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@link AuditLine}s, held by one process. What a crash left of a line at its end is cut
 * off when it is opened, and the next line says so.
 */
public final class AuditFile implements LineSink {

  /** How the first line of each log begins. */
  private static final String FIRST_LINE = "{\"line\":1,";

  /** Far longer than a line with a thousand ids. */
  private static final int LONGEST_LINE = 1024 * 1024;

  private final Path path;
  private final @Nullable Object key;
  private final FileChannel channel;
  private long end;
  private long lines;
  private String last;
  private boolean isFlushed = true;

  private AuditFile(Path path, FileChannel channel, long end, long lines, String last)
      throws IOException {
    this.path = path.toAbsolutePath();
    this.key = attributes().fileKey();
    this.channel = channel;
    this.end = end;
    this.lines = lines;
    this.last = last;
  }

  /**
   * Opens a log, made for its owner only if it is missing.
   *
   * @throws IllegalArgumentException for people, if it is in use, cannot be used, or its end is not
   *     that of a log
   */
  public static AuditFile open(Path path) {
    try {
      create(path);
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean held = false;
      try {
        AuditFile file = hold(path, channel);
        held = true;
        return file;
      } finally {
        if (!held) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw unusable(path, "it cannot be written (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static AuditFile hold(Path path, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() == null) {
        throw unusable(path, "another process writes it");
      }
    } catch (OverlappingFileLockException e) {
      throw unusable(path, "this process writes it already");
    }
    return read(path, channel);
  }

  private static void create(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(path, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      // The usual case: it goes on.
      return;
    }
  }

  private static AuditFile read(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    long from = Math.max(0, size - LONGEST_LINE);
    ByteBuffer tail = ByteBuffer.allocate((int) (size - from));
    int read = 0;
    while (read >= 0 && tail.hasRemaining()) {
      read = channel.read(tail, from + tail.position());
    }
    String text = new String(tail.array(), StandardCharsets.ISO_8859_1);
    int whole = text.lastIndexOf('\n') + 1;
    long end = from + whole;
    if (whole == 0) {
      if (from > 0 || !(FIRST_LINE.startsWith(text) || text.startsWith(FIRST_LINE))) {
        throw unusable(path, "its end is no line of an audit log");
      }
      return cut(new AuditFile(path, channel, 0, 0, AuditLine.NONE), size);
    }
    int begin = text.lastIndexOf('\n', whole - 2) + 1;
    String lastLine = new String(tail.array(), begin, whole - 1 - begin, StandardCharsets.UTF_8);
    Optional<AuditLine> line = AuditLine.read(lastLine);
    if (line.isEmpty()) {
      throw unusable(
          path, "its last line is not as it was written; move it away to begin a new one");
    }
    return cut(new AuditFile(path, channel, end, line.get().number(), line.get().hash()), size);
  }

  private static AuditFile cut(AuditFile file, long size) throws IOException {
    long rest = size - file.end;
    if (rest > 0) {
      file.channel.truncate(file.end);
      file.append(List.of(new JsonObject().put("cut", rest)));
    }
    return file;
  }

  private static IllegalArgumentException unusable(Path path, String why) {
    return new IllegalArgumentException("the audit log '" + path + "' cannot be used: " + why);
  }

  @Override
  public void append(List<JsonObject> members) throws IOException {
    requireInPlace();
    StringBuilder text = new StringBuilder();
    long number = lines;
    String before = last;
    for (JsonObject each : members) {
      AuditLine line = AuditLine.after(++number, before, each);
      text.append(line.text()).append('\n');
      before = line.hash();
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
    long position = end;
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
    end = position;
    lines = number;
    last = before;
    isFlushed = false;
  }

  /**
   * What is written to a file that has another name, or none, nobody finds; and in one that was cut
   * there would be a gap.
   */
  private void requireInPlace() throws IOException {
    BasicFileAttributes found;
    try {
      found = attributes();
    } catch (NoSuchFileException e) {
      throw replaced("was removed");
    }
    if (!Objects.equals(found.fileKey(), key)) {
      throw replaced("is another one now");
    }
    if (found.size() != end) {
      throw replaced("was cut, or written by somebody else");
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private FileReplacedException replaced(String how) {
    return new FileReplacedException(
        "the audit log "
            + path
            + " "
            + how
            + " while the server writes it: put back what was there, or start the server anew");
  }

  @Override
  public void flush() throws IOException {
    channel.force(false);
    requireInPlace();
    isFlushed = true;
  }

  @Override
  public boolean isFlushed() {
    return isFlushed;
  }

  @Override
  public long lines() {
    return lines;
  }

  @Override
  public String last() {
    return last;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
