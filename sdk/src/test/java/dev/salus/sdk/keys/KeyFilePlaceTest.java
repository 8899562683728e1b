package dev.salus.sdk.keys;

import static dev.salus.sdk.keys.FileKeyStoreTest.refused;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Ids;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may reach a key file, and what else may lie in its place. */
class KeyFilePlaceTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALICE = Ids.random(RANDOM);

  @TempDir private Path home;
  private final Vertx vertx = Vertx.vertx();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM);
  private Path directory;
  private Path file;
  private FileKeyStore store;

  @BeforeEach
  void open() {
    directory = home.resolve("salus").resolve("keys");
    file = directory.resolve(ALICE + ".keys");
    char[] passphrase = "Winter is coming".toCharArray();
    store = FileKeyStore.in(vertx, directory, passphrase, FileKeyStoreTest.CHEAP, RANDOM);
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private void saved() {
    await(store.save(ring));
    await(store.release(ALICE));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void filesAndDirectoryAreTheirOwnersAlone() throws IOException {
    saved();

    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(directory.getParent())).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.toList())
          .containsExactlyInAnyOrder(file, directory.resolve(ALICE + ".lock"));
    }
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(directory.resolve(ALICE + ".lock"))).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersMayReachIsRefused() throws IOException {
    saved();
    for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"}) {
      permit(file, open);
      refused(Reason.PERMISSIONS, store.load(ALICE));
      refused(Reason.PERMISSIONS, store.save(ring));
    }
    permit(file, "r--------");
    assertThat(await(store.load(ALICE))).isPresent();
  }

  @Test
  void aDirectoryThatOthersMayWriteIsRefused() throws IOException {
    saved();
    permit(directory, "rwxrwx---");
    refused(Reason.PERMISSIONS, store.load(ALICE));
    permit(directory, "rwxr-xr-x");
    assertThat(await(store.load(ALICE))).isPresent();
    permit(directory, "rwxr-xrwx");
    refused(Reason.PERMISSIONS, store.save(ring));
    permit(directory, "rwx------");
    await(store.save(ring));
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
    saved();
    Path elsewhere = home.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);

    refused(Reason.NOT_A_FILE, store.load(ALICE));
    refused(Reason.NOT_A_FILE, store.save(ring));

    Files.delete(file);
    Files.createDirectory(file);
    refused(Reason.NOT_A_FILE, store.load(ALICE));
  }

  @Test
  void whatACrashOrSomebodyElseLeftBesideIsNotWrittenTo() throws IOException {
    saved();
    Path victim = Files.writeString(home.resolve("victim"), "untouched");
    Files.createSymbolicLink(directory.resolve(ALICE + ".keys.new"), victim);
    ring.policy().raise(3);

    saved();

    assertThat(victim).hasContent("untouched");
    assertThat(file).isRegularFile();
    assertThat(await(store.load(ALICE)).orElseThrow().policy().version()).isEqualTo(3);
  }

  @Test
  void aLinkInPlaceOfTheLockIsNotFollowed() throws IOException {
    saved();
    await(store.close());
    Path lock = directory.resolve(ALICE + ".lock");
    Files.delete(lock);
    Files.createSymbolicLink(lock, home.resolve("made"));
    open();

    refused(Reason.IO, store.load(ALICE));

    assertThat(home.resolve("made")).doesNotExist();
  }

  @Test
  void whatIsNoKeyFileIsRefused() throws IOException {
    saved();
    String whole = Files.readString(file);
    String[] others = {
      "",
      "{}",
      whole + "x",
      whole.replace("\"v\":1", "\"v\":2"),
      whole.replace("argon2id", "argon2i"),
      whole.replace("\"p\":1", "\"p\":1,\"q\":1"),
      whole.substring(0, whole.length() / 2)
    };
    for (String other : others) {
      Files.writeString(file, other);
      refused(Reason.MALFORMED, store.load(ALICE));
      refused(Reason.MALFORMED, store.save(ring));
    }
    Files.writeString(file, whole.replace(ALICE, Ids.random(RANDOM)));
    refused(Reason.FOREIGN, store.load(ALICE));
  }

  @Test
  void unusualCostsAreRefusedBeforeAnythingIsDerived() throws IOException {
    saved();
    String whole = Files.readString(file);
    String[] others = {
      whole.replace("\"m\":8192", "\"m\":1048577"),
      whole.replace("\"m\":8192", "\"m\":9007199254740991"),
      whole.replace("\"m\":8192", "\"m\":8191"),
      whole.replace("\"t\":1", "\"t\":11"),
      whole.replace("\"t\":1", "\"t\":0"),
      whole.replace("\"p\":1", "\"p\":0"),
      whole.replace("\"p\":1", "\"p\":17")
    };
    for (String other : others) {
      Files.writeString(file, other);
      refused(Reason.COSTS, store.load(ALICE));
    }
  }
}
