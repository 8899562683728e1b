package dev.salus.app.paper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A page to print, in HTML that needs nothing else, for its owner only. Its file is deleted in the
 * end unless it is said to be kept, also if the process is ended: a key may open nothing yet.
 */
public final class RecoverySheet implements AutoCloseable {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path file;
  private final Thread atExit = new Thread(this::delete, "page that opens nothing");
  private volatile boolean kept;

  private RecoverySheet(Path file) {
    this.file = file;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Writes it where no file is yet.
   *
   * @throws IOException if there is a file, or none can be made; nothing is left of it then
   */
  public static RecoverySheet write(RecoveryPaper paper, Path file) throws IOException {
    SeekableByteChannel made = made(file);
    RecoverySheet sheet = new RecoverySheet(file);
    try (SeekableByteChannel out = made) {
      ByteBuffer bytes = ByteBuffer.wrap(html(paper).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      return sheet;
    } catch (IOException full) {
      sheet.close();
      throw full;
    }
  }

  private static SeekableByteChannel made(Path file) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.newByteChannel(file, NEW, ownerOnly);
  }

  /** Its key opens something from now on. */
  public void keep() {
    kept = true;
  }

  private void delete() {
    if (kept) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      // whoever has it is told that it opens nothing
    }
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      // it runs, or has run
    }
  }

  private static String html(RecoveryPaper paper) {
    StringBuilder groups = new StringBuilder();
    paper.groups().forEach(group -> groups.append("<li>").append(escaped(group)).append("</li>\n"));
    return """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
        <style>
        body { font: 12pt sans-serif; margin: 2cm; }
        ol { font: 14pt monospace; columns: 2; }
        svg { width: 6cm; }
        </style></head><body>
        <h1>%1$s</h1>
        <p>Account: <b>%2$s</b><br>Server: %3$s<br>Date: %4$s</p>
        <ol>
        %5$s</ol>
        <p>%6$s</p>
        <p>Whoever has this page and can log in as you has your keys. Keep it where nobody else
        finds it, and delete the file once it is printed. To use it, run
        <code>salus keys restore</code> on any machine.</p>
        </body></html>
        """
        .formatted(
            escaped(paper.title()),
            escaped(paper.login()),
            escaped(paper.server().toString()),
            paper.date(),
            groups,
            QrCode.of(paper.key()).svg());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
