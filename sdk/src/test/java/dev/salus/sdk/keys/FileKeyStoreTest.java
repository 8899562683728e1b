package dev.salus.sdk.keys;

import static dev.salus.sdk.Wait.get;
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
    get(store.close());
    get(vertx.close());
  }

  private FileKeyStore store(String passphrase) {
    return new FileKeyStore(vertx, directory, passphrase.toCharArray(), CHEAP, RANDOM);
  }

  private Path file() {
    return directory.resolve(ALICE + ".keys");
  }

  private JsonObject json() throws IOException {
    return new JsonObject(Files.readString(file()));
  }

  private void saved() {
    get(store.save(ring));
    get(store.release(ALICE));
  }

  static void refused(Reason reason, Future<?> future) {
    assertThatThrownBy(() -> get(future))
        .isInstanceOfSatisfying(
            KeyFileRefused.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  @Test
  void s45_opensWithTheRightPassphraseOnly() {
    assertThat(get(store.load(ALICE))).isEmpty();
    saved();

    FileKeyStore wrong = store("Winter is coming.");
    refused(Reason.PASSPHRASE, wrong.load(ALICE));
    refused(Reason.PASSPHRASE, wrong.save(ring));
    get(wrong.close());

    FileKeyStore right = store(PASSPHRASE);
    KeyRing opened = get(right.load(ALICE)).orElseThrow();
    assertThat(opened.exportJson()).isEqualTo(ring.exportJson());
    get(right.close());
  }

  @Test
  void howAKeyboardComposesAPassphraseDoesNotMatter() {
    FileKeyStore composed = store("caf\u00e9 \ufb01n \u2460");
    get(composed.save(ring));
    get(composed.close());

    FileKeyStore decomposed = store("cafe\u0301 fin 1");
    assertThat(get(decomposed.load(ALICE))).isPresent();
    get(decomposed.close());
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
    get(store.save(ring));
    JsonObject first = json();
    get(store.save(ring));

    JsonObject second = json();
    assertThat(second.getString("salt")).isEqualTo(first.getString("salt"));
    assertThat(second.getString("box").substring(0, 16))
        .isNotEqualTo(first.getString("box").substring(0, 16));
    get(store.release(ALICE));
    assertThat(get(store.load(ALICE)).orElseThrow().exportJson()).isEqualTo(ring.exportJson());
  }

  @Test
  void aRingInUseIsNobodyElses() {
    saved();
    get(store.load(ALICE));

    refused(Reason.IN_USE, store.load(ALICE));
    FileKeyStore other = store(PASSPHRASE);
    refused(Reason.IN_USE, other.load(ALICE));
    refused(Reason.IN_USE, other.save(ring));
    refused(Reason.IN_USE, other.changePassphrase(ALICE, "another".toCharArray()));

    get(store.release(ALICE));
    get(store.release(ALICE));
    assertThat(get(other.load(ALICE))).isPresent();
    get(other.close());
    assertThat(get(store.load(ALICE))).isPresent();
  }

  @Test
  void thePassphraseIsChangedAlsoWhileTheRingIsInUse() throws IOException {
    saved();
    get(store.load(ALICE));
    String salt = json().getString("salt");

    get(store.changePassphrase(ALICE, "Summer is over".toCharArray()));
    assertThat(json().getString("salt")).isNotEqualTo(salt);
    ring.raisePolicyVersion(5);
    get(store.save(ring));
    get(store.release(ALICE));
    assertThat(get(store.load(ALICE)).orElseThrow().policyVersion()).isEqualTo(5);
    get(store.close());

    FileKeyStore old = store(PASSPHRASE);
    refused(Reason.PASSPHRASE, old.load(ALICE));
    get(old.close());
    FileKeyStore changed = store("Summer is over");
    assertThat(get(changed.load(ALICE)).orElseThrow().policyVersion()).isEqualTo(5);
    get(changed.close());
  }

  @Test
  void withTheWrongPassphraseItIsNotChanged() throws IOException {
    saved();
    byte[] before = Files.readAllBytes(file());
    FileKeyStore wrong = store("guess");

    refused(Reason.PASSPHRASE, wrong.changePassphrase(ALICE, "mine now".toCharArray()));
    refused(Reason.IO, wrong.changePassphrase(Ids.random(RANDOM), "mine now".toCharArray()));

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    get(wrong.close());
  }

  @Test
  void aClosedStoreHasNoPassphraseLeft() {
    get(store.close());
    get(store.close());

    assertThatIllegalStateException().isThrownBy(() -> get(store.load(ALICE)));
  }

  @Test
  void onlyAnIdNamesAFile() {
    assertThatThrownBy(() -> get(store.load("../" + ALICE))).isInstanceOf(RuntimeException.class);
    assertThat(directory.getParent().resolve(ALICE + ".lock")).doesNotExist();
  }
}
