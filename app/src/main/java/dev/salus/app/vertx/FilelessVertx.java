package dev.salus.app.vertx;

import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.function.Consumer;

/**
 * Makes a {@link Vertx} that needs no directory to write to: by default one unpacks files of the
 * class path below {@code java.io.tmpdir}, and is not made where it cannot.
 */
public final class FilelessVertx {

  private FilelessVertx() {}

  /** A new one; whoever asks for it closes it. */
  public static Vertx start() {
    return builder(options -> {}).build();
  }

  /**
   * The same, made otherwise.
   *
   * @param more sets what else it needs
   */
  public static VertxBuilder builder(Consumer<VertxOptions> more) {
    VertxOptions options = new VertxOptions();
    more.accept(options);
    return Vertx.builder()
        .with(
            options.setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }
}
