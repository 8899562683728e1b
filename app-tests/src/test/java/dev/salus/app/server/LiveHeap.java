package dev.salus.app.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM has on its heap that is in use. */
final class LiveHeap {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)$");

  private LiveHeap() {}

  /** Its bytes after a full collection, which this has that JVM do. */
  static long bytes(Process jvm) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(jcmd, Long.toString(jvm.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String answer =
        new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace("\r\n", "\n");
    Matcher total = TOTAL.matcher(answer);
    if (!total.find()) {
      throw new IOException(answer);
    }
    return Long.parseLong(total.group(1));
  }
}
