package dev.salus.sdk.keys;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import dev.salus.protocol.Ids;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario S45: the key file and its passphrase. */
class FileKeyStoreTest {

  static final Argon2.Costs CHEAP = new Argon2.Costs(8_192, 1, 1);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALICE = Ids.random(RANDOM);
  private static final String PASSPHRASE = "Winter is coming";

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final KeyRing ring = KeyRing.generate(ALICE, Clock.systemUTC(), RANDOM);
  private FileKeyStore store;

  @BeforeEach
  void open() {
    store = store(PASSPHRASE);
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private FileKeyStore store(String passphrase) {
    return FileKeyStore.in(vertx, directory, passphrase.toCharArray(), CHEAP, RANDOM);
  }

  private Path file() {
    return directory.resolve(ALICE + ".keys");
  }

  private JsonObject json() throws IOException {
    return new JsonObject(Files.readString(file()));
  }

  private void saved() {
    await(store.save(ring));
    await(store.release(ALICE));
  }

  static void refused(Reason reason, Future<?> future) {
    assertThatThrownBy(() -> await(future))
        .isInstanceOfSatisfying(
            KeyFileRefused.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  @Test
  void costsAtWhichAFileWouldNotBeOpenedAreRefused() {
    for (Argon2.Costs costs :
        List.of(
            new Argon2.Costs(8_191, 1, 1),
            new Argon2.Costs(8_192, 0, 1),
            new Argon2.Costs(1 << 30, 1, 1))) {
      assertThatThrownBy(() -> FileKeyStore.in(vertx, directory, "x".toCharArray(), costs, RANDOM))
          .isInstanceOfSatisfying(
              Invalid.class, refused -> assertThat(refused.field()).isEqualTo("costs"));
    }
  }

  @Test
  void s45_opensWithTheRightPassphraseOnly() {
    assertThat(await(store.load(ALICE))).isEmpty();
    saved();

    FileKeyStore wrong = store("Winter is coming.");
    refused(Reason.PASSPHRASE, wrong.load(ALICE));
    refused(Reason.PASSPHRASE, wrong.save(ring));
    await(wrong.close());

    FileKeyStore right = store(PASSPHRASE);
    KeyRing opened = await(right.load(ALICE)).orElseThrow();
    assertThat(opened.exportJson()).isEqualTo(ring.exportJson());
    await(right.close());
  }

  @Test
  void howAKeyboardComposesAPassphraseDoesNotMatter() {
    FileKeyStore composed = store("caf\u00e9 \ufb01n \u2460");
    await(composed.save(ring));
    await(composed.close());

    FileKeyStore decomposed = store("cafe\u0301 fin 1");
    assertThat(await(decomposed.load(ALICE))).isPresent();
    await(decomposed.close());
  }

  @Test
  void aPassphraseThatIsNoneIsRefused() {
    assertThatThrownBy(() -> store("")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> store("\ud800 alone")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> store.changePassphrase(ALICE, new char[0]))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void savingAgainKeepsTheSaltAndTakesAFreshNonce() throws IOException {
    await(store.save(ring));
    JsonObject first = json();
    await(store.save(ring));

    JsonObject second = json();
    assertThat(second.getString("salt")).isEqualTo(first.getString("salt"));
    assertThat(second.getString("box").substring(0, 16))
        .isNotEqualTo(first.getString("box").substring(0, 16));
    await(store.release(ALICE));
    assertThat(await(store.load(ALICE)).orElseThrow().exportJson()).isEqualTo(ring.exportJson());
  }

  @Test
  void aRingInUseIsNobodyElses() {
    saved();
    await(store.load(ALICE));

    refused(Reason.IN_USE, store.load(ALICE));
    FileKeyStore other = store(PASSPHRASE);
    refused(Reason.IN_USE, other.load(ALICE));
    refused(Reason.IN_USE, other.save(ring));
    refused(Reason.IN_USE, other.changePassphrase(ALICE, "another".toCharArray()));

    await(store.release(ALICE));
    await(store.release(ALICE));
    assertThat(await(other.load(ALICE))).isPresent();
    await(other.close());
    assertThat(await(store.load(ALICE))).isPresent();
  }

  @Test
  void thePassphraseIsChangedAlsoWhileTheRingIsInUse() throws IOException {
    saved();
    await(store.load(ALICE));
    String salt = json().getString("salt");

    await(store.changePassphrase(ALICE, "Summer is over".toCharArray()));
    assertThat(json().getString("salt")).isNotEqualTo(salt);
    ring.policy().raise(5);
    await(store.save(ring));
    await(store.release(ALICE));
    assertThat(await(store.load(ALICE)).orElseThrow().policy().version()).isEqualTo(5);
    await(store.close());

    FileKeyStore old = store(PASSPHRASE);
    refused(Reason.PASSPHRASE, old.load(ALICE));
    await(old.close());
    FileKeyStore changed = store("Summer is over");
    assertThat(await(changed.load(ALICE)).orElseThrow().policy().version()).isEqualTo(5);
    await(changed.close());
  }

  @Test
  void withTheWrongPassphraseItIsNotChanged() throws IOException {
    saved();
    byte[] before = Files.readAllBytes(file());
    FileKeyStore wrong = store("guess");

    refused(Reason.PASSPHRASE, wrong.changePassphrase(ALICE, "mine now".toCharArray()));
    refused(Reason.IO, wrong.changePassphrase(Ids.random(RANDOM), "mine now".toCharArray()));

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    await(wrong.close());
  }

  @Test
  void aClosedStoreHasNoPassphraseLeft() {
    await(store.close());
    await(store.close());

    assertThatIllegalStateException().isThrownBy(() -> await(store.load(ALICE)));
  }

  @Test
  void onlyAnIdNamesAFile() {
    assertThatThrownBy(() -> await(store.load("../" + ALICE))).isInstanceOf(RuntimeException.class);
    assertThat(directory.getParent().resolve(ALICE + ".lock")).doesNotExist();
  }
}
