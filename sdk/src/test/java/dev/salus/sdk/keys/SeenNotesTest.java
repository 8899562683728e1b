package dev.salus.sdk.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Ids;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was seen of a few entities is kept beside the key file, whatever ends the process. */
final class SeenNotesTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALICE = Ids.random(RANDOM);
  private static final String RECORD = Ids.random(RANDOM);
  private static final String OTHER = Ids.random(RANDOM);

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM);
  private FileKeyStore store;

  @BeforeEach
  void open() {
    store = store(directory.resolve("keys"));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private FileKeyStore store(Path place) {
    return FileKeyStore.in(vertx, place, "snow".toCharArray(), FileKeyStoreTest.CHEAP, RANDOM);
  }

  private Path notes() {
    return directory.resolve("keys").resolve(ALICE + ".seen");
  }

  private static SeenEntity version(long version) {
    return new SeenEntity(version, 1, ALICE, 0, List.of(), Base64Url.encode(new byte[32]));
  }

  /** The files as they are now, opened by another process. */
  private KeyRing afterAKill() throws IOException {
    Path copy = Files.createTempDirectory(directory, "copy");
    for (Path file : List.of(FileKeyStore.file(directory.resolve("keys"), ALICE), notes())) {
      if (Files.exists(file)) {
        Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return await(store(copy).load(ALICE)).orElseThrow();
  }

  private void seen(String id, long version) {
    ring.recordSeen(id, version(version));
    await(store.note(ring, List.of(id)));
  }

  @Test
  void whatWasNotedIsInTheRingThatIsLoadedAfterAKill() throws IOException {
    await(store.save(ring));

    seen(RECORD, 1);
    seen(RECORD, 3);
    seen(OTHER, 2);

    KeyRing loaded = afterAKill();
    assertThat(loaded.seen(RECORD)).contains(version(3));
    assertThat(loaded.seen(OTHER)).contains(version(2));
    assertThat(Files.readString(notes())).doesNotContain(RECORD);
  }

  @Test
  void aSavedRingHasAllThatWasNotedAndTheNotesAreGone() throws IOException {
    await(store.save(ring));
    seen(RECORD, 3);

    await(store.save(ring));

    assertThat(notes()).doesNotExist();
    assertThat(afterAKill().seen(RECORD)).contains(version(3));
  }

  @Test
  void aLineThatACrashHasCutSpoilsNeitherThoseBeforeNorThoseAfter() throws IOException {
    await(store.save(ring));
    seen(RECORD, 3);
    byte[] whole = Files.readAllBytes(notes());
    seen(OTHER, 1);
    byte[] both = Files.readAllBytes(notes());
    Files.write(notes(), Arrays.copyOf(both, whole.length + 20));

    assertThat(afterAKill().seen(RECORD)).contains(version(3));
    seen(OTHER, 2);

    assertThat(afterAKill().seen(RECORD)).contains(version(3));
    assertThat(afterAKill().seen(OTHER)).contains(version(2));
  }

  @Test
  void notesThatAnEarlierFileOrSomebodyElseHasLeftSayNothing() throws IOException {
    Path before = directory.resolve("before");
    FileKeyStore earlier = store(before);
    await(earlier.save(ring));
    await(store.save(ring));
    ring.recordSeen(RECORD, version(3));
    await(earlier.note(ring, List.of(RECORD)));

    Files.copy(before.resolve(notes().getFileName()), notes(), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(notes(), "\nAAAA\nno box at all", StandardOpenOption.APPEND);

    assertThat(afterAKill().owner()).isEqualTo(ALICE);
    assertThat(afterAKill().seen(RECORD)).isEmpty();
    await(store.save(ring));
    assertThat(notes()).doesNotExist();
  }

  @Test
  void whatTheRingDoesNotRememberIsNotNoted() throws IOException {
    await(store.save(ring));

    await(store.note(ring, List.of(RECORD)));

    assertThat(afterAKill().seen(RECORD)).isEmpty();
  }
}
