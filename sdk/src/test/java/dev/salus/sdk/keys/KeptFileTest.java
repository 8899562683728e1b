package dev.salus.sdk.keys;

import static dev.salus.sdk.keys.FileKeyStoreTest.refused;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Pae;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a key file when, and what is in it then (protocol §9.1). */
final class KeptFileTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String RECORD = "33333333-3333-4333-8333-333333333333";

  @TempDir private Path home;
  private final Vertx vertx = Vertx.vertx();
  private final SecureRandom random = new SecureRandom();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), random);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private FileKeyStore store(String passphrase) {
    return FileKeyStore.in(
        vertx, directory(), passphrase.toCharArray(), FileKeyStoreTest.CHEAP, random);
  }

  private Path directory() {
    return home.resolve("keys");
  }

  private void saved() {
    FileKeyStore store = store("snow");
    await(store.save(ring));
    await(store.close());
  }

  private SeenEntity see() {
    String hash = Base64Url.encode(new byte[32]);
    SeenEntity seen = new SeenEntity(3, 1, ALICE, 0, List.of(), hash);
    ring.recordSeen(RECORD, seen);
    return seen;
  }

  private boolean isNoted() {
    return Files.exists(directory().resolve(ALICE + ".seen"));
  }

  @Test
  void whoseFileIsNotOpenIsSavedInsteadOfNoted() {
    FileKeyStore store = store("snow");
    SeenEntity seen = see();

    await(store.note(ring, List.of(RECORD)));
    assertThat(isNoted()).isFalse();
    await(store.release(ALICE));
    await(store.note(ring, List.of(RECORD)));
    assertThat(isNoted()).as("given up, it is opened anew").isFalse();
    await(store.note(ring, List.of(RECORD)));
    assertThat(isNoted()).isTrue();

    await(store.release(ALICE));
    assertThat(await(store.load(ALICE)).orElseThrow().seen(RECORD)).contains(seen);
  }

  @Test
  void whoDoesNotOpenItDoesNotKeepItFromOthers() {
    saved();
    FileKeyStore wrong = store("guess");
    refused(Reason.PASSPHRASE, wrong.load(ALICE));
    refused(Reason.PASSPHRASE, wrong.save(ring));
    refused(Reason.PASSPHRASE, wrong.changePassphrase(ALICE, "mine".toCharArray()));

    FileKeyStore right = store("snow");

    assertThat(await(right.load(ALICE))).isPresent();
  }

  @Test
  void aPassphraseIsChangedAlsoWhereNotesOfBeforeCannotBeDeleted() throws IOException {
    boolean[] fails = {false};
    OwnerOnlyFiles files =
        new OwnerOnlyFiles(directory()) {
          @Override
          void delete(String name) throws IOException {
            if (fails[0]) {
              throw new IOException("the disk says no");
            }
            super.delete(name);
          }
        };
    saved();
    KeptFile file = new KeptFile(files, ALICE, of("snow"), FileKeyStoreTest.CHEAP, random);
    file.save(ring);
    fails[0] = true;

    file.changePassphrase(of("sun"));

    fails[0] = false;
    SeenEntity seen = see();
    file.note(ring, List.of(RECORD));
    file.close();
    FileKeyStore other = store("sun");
    assertThat(await(other.load(ALICE)).orElseThrow().seen(RECORD)).contains(seen);
  }

  private static Secret of(String passphrase) {
    return Passphrase.bytes(passphrase.toCharArray());
  }

  @Test
  void whoChangesItsPassphraseWithoutUsingItGivesItUpAfterwards() {
    saved();
    FileKeyStore store = store("snow");

    await(store.changePassphrase(ALICE, "sun".toCharArray()));

    FileKeyStore other = store("sun");
    assertThat(await(other.load(ALICE)).orElseThrow().exportJson()).isEqualTo(ring.exportJson());
    refused(Reason.IN_USE, store.load(ALICE));
    await(other.release(ALICE));
    assertThat(await(store.load(ALICE))).as("by the new passphrase").isPresent();
  }

  @Test
  void whatWasNotedIsInTheRingAfterAChangeOfThePassphrase() {
    saved();
    FileKeyStore store = store("snow");
    await(store.load(ALICE));
    SeenEntity seen = see();
    await(store.note(ring, List.of(RECORD)));
    await(store.changePassphrase(ALICE, "sun".toCharArray()));
    assertThat(isNoted()).isFalse();
    await(store.close());

    assertThat(await(store("sun").load(ALICE)).orElseThrow().seen(RECORD)).contains(seen);
  }

  @Test
  void whoClosesTheStoreGivesAllUp() {
    FileKeyStore store = store("snow");
    await(store.save(ring));
    KeyRing bobs = KeyRing.generate(BOB, Clock.systemUTC(), random);
    await(store.save(bobs));

    await(store.close());

    FileKeyStore next = store("snow");
    assertThat(await(next.load(ALICE)).orElseThrow().owner()).isEqualTo(ALICE);
    assertThat(await(next.load(BOB)).orElseThrow().exportJson()).isEqualTo(bobs.exportJson());
  }

  @Test
  void aRingOfSomebodyElseInsideIsMalformed() throws IOException {
    saved();
    byte[] salt = new byte[Argon2.SALT_BYTES];
    Secret key =
        Argon2.derive(Passphrase.bytes("snow".toCharArray()), salt, FileKeyStoreTest.CHEAP);
    byte[] aad = Pae.encode("salus/v1/key-file", ALICE, "8192", "1", "1", salt);
    KeyRing bobs = KeyRing.generate(BOB, Clock.systemUTC(), random);
    byte[] box = new AeadBox(random).seal(key, bobs.exportJson().toBuffer().getBytes(), aad);
    KeyFile mixed =
        new KeyFile(ALICE, FileKeyStoreTest.CHEAP, Base64Url.encode(salt), Base64Url.encode(box));

    Files.write(FileKeyStore.file(directory(), ALICE), mixed.toBytes());

    refused(Reason.MALFORMED, store("snow").load(ALICE));
  }
}
