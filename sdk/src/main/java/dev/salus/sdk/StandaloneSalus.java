package dev.salus.sdk;

import dev.salus.sdk.keys.FileKeyStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection together with a {@link Vertx} of its own, which nobody else uses and which ends with
 * it: for applications that have none. {@link Salus#open} makes it.
 *
 * <p>{@code open} and {@link #close} block the thread that calls them, platform or virtual. The
 * calls in between return futures: {@link Future#await()} blocks for the result, {@link
 * Future#toCompletionStage()} is the way to {@code CompletableFuture}. Whatever is attached to a
 * future runs on an event loop and must not block it.
 */
public final class StandaloneSalus implements AutoCloseable {

  private final Vertx vertx;
  private final KeySource keys;
  private final Salus salus;
  private @Nullable Future<Void> closed;

  private StandaloneSalus(Vertx vertx, KeySource keys, Salus salus) {
    this.vertx = vertx;
    this.keys = keys;
    this.salus = salus;
  }

  static StandaloneSalus open(Function<Vertx, SalusOptions> options) {
    if (Context.isOnEventLoopThread()) {
      throw new IllegalStateException(
          "this would block an event loop: use Salus.connect with the Vert.x that is there");
    }
    Vertx vertx = vertx();
    return Future.succeededFuture(vertx)
        .map(options)
        .compose(with -> connect(vertx, with))
        .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure)))
        .await();
  }

  private static Future<StandaloneSalus> connect(Vertx vertx, SalusOptions options) {
    return Salus.connect(vertx, options)
        .map(salus -> new StandaloneSalus(vertx, options.keys(), salus))
        .recover(
            failure ->
                closeFiles(options.keys()).transform(closed -> Future.failedFuture(failure)));
  }

  private static Future<Void> closeFiles(KeySource keys) {
    return keys instanceof KeySource.Kept kept && kept.store() instanceof FileKeyStore files
        ? files.close()
        : Future.succeededFuture();
  }

  /** Reads no files from the class path, and so writes none of them into a temporary directory. */
  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  /** The connection, until this is closed. */
  public Salus salus() {
    return salus;
  }

  /**
   * Closes the connection as {@link Salus#close} does, then the {@link FileKeyStore} that it has
   * its keys from, if it has, and its Vert.x; idempotent.
   *
   * @throws RuntimeException what {@link Salus#close} fails with if the key ring could not be
   *     saved; all is closed then, too
   */
  @Override
  public void close() {
    closing().await();
  }

  private synchronized Future<Void> closing() {
    if (closed == null) {
      closed = salus.close().eventually(() -> closeFiles(keys)).eventually(vertx::close);
    }
    return closed;
  }
}
