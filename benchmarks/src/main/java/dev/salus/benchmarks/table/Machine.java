package dev.salus.benchmarks.table;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.sqlite.SQLiteJDBCLoader;

/** What is measured on, without anything that names it. */
final class Machine {

  private static final String VERTX_VERSION = "/META-INF/vertx/vertx-version.txt";

  private Machine() {}

  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d processors, %s %s, Java %s, Vert.x %s, Bouncy Castle %s, SQLite %s.",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version().feature(),
        vertxVersion(),
        new BouncyCastleProvider().getVersionStr(),
        SQLiteJDBCLoader.getVersion());
  }

  private static String vertxVersion() {
    try (InputStream text = Vertx.class.getResourceAsStream(VERTX_VERSION)) {
      return text == null ? "?" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
