package dev.salus.sdk.keys;

import static dev.salus.sdk.keys.FileKeyStoreTest.refused;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Ids;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed while it saves: the file opens, with what was kept last or was being kept.
 */
class KilledSavingTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALICE = Ids.random(RANDOM);
  private static final String PASSPHRASE = "Winter is coming";
  private static final int KILLS = 4;

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private FileKeyStore store() {
    return FileKeyStore.in(
        vertx, directory, PASSPHRASE.toCharArray(), FileKeyStoreTest.CHEAP, RANDOM);
  }

  private static Process saving(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SavingProcess.class.getName(),
            directory.toString(),
            ALICE,
            PASSPHRASE)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void s45_aKilledProcessLeavesTheOldRingOrTheNewOne() throws Exception {
    FileKeyStore store = store();
    await(store.save(KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM)));
    await(store.release(ALICE));
    long before = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      long acknowledged = killedAfter(kill * 7, directory, store);
      assertThat(acknowledged).isGreaterThan(before);

      KeyRing opened = await(store.load(ALICE)).orElseThrow();
      assertThat(opened.policy().version()).isBetween(acknowledged, acknowledged + 1);
      before = opened.policy().version();
      await(store.save(opened));
      await(store.release(ALICE));
    }
    await(store.close());
  }

  /** The last version that a process said it had kept before it was killed. */
  private static long killedAfter(int saves, Path directory, FileKeyStore store) throws Exception {
    Process process = saving(directory);
    try (BufferedReader out = process.inputReader()) {
      long last = 0;
      for (int i = 0; i < saves; i++) {
        last = version(out).orElseThrow();
      }
      refused(Reason.IN_USE, store.load(ALICE));
      process.toHandle().destroyForcibly();
      Optional<Long> more = version(out);
      while (more.isPresent()) {
        last = more.get();
        more = version(out);
      }
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
      return last;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<Long> version(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(SavingProcess.KEPT)) {
        return Optional.of(Long.valueOf(line.substring(SavingProcess.KEPT.length())));
      }
    }
    return Optional.empty();
  }
}
