package dev.salus.sdk.keys;

import static dev.salus.testing.Await.await;

import dev.salus.protocol.Base64Url;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/**
 * A process that saves a key ring again and again, each time with a policy version one higher, and
 * prints the version once it is kept. It is killed in the middle of that.
 */
final class SavingProcess {

  /** What a line begins with that has a version; others are the log's. */
  static final String KEPT = "kept ";

  private static final int MOST_SAVES = 100_000;
  private static final int SEEN = 2_000;

  private SavingProcess() {}

  /** Takes the directory, the data owner and the passphrase of a file that is there. */
  public static void main(String[] arguments) {
    FileKeyStore store =
        FileKeyStore.in(
            Vertx.vertx(),
            Path.of(arguments[0]),
            arguments[2].toCharArray(),
            FileKeyStoreTest.CHEAP,
            new SecureRandom());
    KeyRing ring = await(store.load(arguments[1])).orElseThrow();
    String hash = Base64Url.encode(new byte[32]);
    for (int i = 0; i < SEEN; i++) {
      SeenEntity seen = new SeenEntity(1, 1, arguments[1], 0, List.of(), hash);
      ring.recordSeen(new UUID(0x4000, 0x8000_0000_0000_0000L + i).toString(), seen);
    }
    for (int i = 0; i < MOST_SAVES; i++) {
      ring.policy().raise(ring.policy().version() + 1);
      await(store.save(ring));
      System.out.println(KEPT + ring.policy().version());
    }
  }
}
