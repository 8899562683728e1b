package dev.salus.benchmarks.groupcommit;

import dev.salus.benchmarks.groupcommit.Load.Measured;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Creates documents in the SQLite store and prints a Markdown table; beside it, how often the same
 * disk flushes a page, which is what one writer could have at most.
 */
public final class SqliteBenchmark {

  private static final int[] WRITERS = {1, 16, 64, 256};
  private static final double WARM_UP_SECONDS = 2;
  private static final int FLUSHES = 200;
  private static final int PAGE_BYTES = 4_096;

  private static final CollectionSpec COLLECTION =
      CollectionSpec.of("benchmark", IndexSpec.of("by-number", KeyPart.of("number")));

  private SqliteBenchmark() {}

  /** The arguments are a directory on the disk to measure, and the seconds of a measurement. */
  public static void main(String[] arguments) throws IOException, TimeoutException {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "sqlite-benchmark-");
    double seconds = Double.parseDouble(arguments[1]);
    System.out.printf("The disk: %.0f flushes/s.%n%n", flushesPerSecond(directory));
    Vertx vertx = Vertx.vertx();
    try {
      JsonObject options = new JsonObject().put("directory", directory.toString());
      DocumentStore store =
          await(DocumentStores.provider("sqlite").open(vertx, options, List.of(COLLECTION)));
      measure(store, seconds);
      await(store.close());
      await(vertx.fileSystem().deleteRecursive(directory.toString()));
    } finally {
      await(vertx.close());
    }
  }

  private static void measure(DocumentStore store, double seconds) throws TimeoutException {
    AtomicLong numbers = new AtomicLong();
    Load load = new Load(number -> store.put(COLLECTION.name(), document(number)));
    await(load.run(64, WARM_UP_SECONDS, numbers));
    System.out.println("| writers | writes/s |\n|---:|---:|");
    for (int writers : WRITERS) {
      Measured measured = await(load.run(writers, seconds, numbers));
      System.out.printf("| %d | %.0f |%n", writers, measured.perSecond());
    }
  }

  private static Document document(long number) {
    JsonObject body = new JsonObject().put("number", number);
    return Document.create("d" + number, body.put("sealed", "0123456789abcdef".repeat(64)));
  }

  private static double flushesPerSecond(Path directory) throws IOException {
    Path file = directory.resolve("flushes");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long begin = System.nanoTime();
      for (int i = 0; i < FLUSHES; i++) {
        channel.write(ByteBuffer.allocate(PAGE_BYTES));
        channel.force(false);
      }
      return FLUSHES / ((System.nanoTime() - begin) / 1e9);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.MINUTES);
  }
}
