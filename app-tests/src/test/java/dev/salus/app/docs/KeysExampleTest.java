package dev.salus.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.keys.KeysServer;
import dev.salus.app.keys.Machine;
import dev.salus.sdk.FirstUse;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.RecoveryKey;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.keys.InMemoryKeyStore;
import dev.salus.sdk.keys.KeyStore;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in {@code docs/keys.md} are this code, which runs. */
final class KeysExampleTest {

  private static final Path PAGE = Path.of("..", "docs", "keys.md");
  private static final Path THIS = Path.of("src/test/java/dev/salus/app/docs/KeysExampleTest.java");
  private static final Pattern SHOWN = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("// shown from here\n(.*?)// to here\n", Pattern.DOTALL);

  @TempDir private Path directory;

  static FileKeyStore store(Vertx vertx, Path directory, char[] passphrase) {
    // shown from here
    return FileKeyStore.in(vertx, directory, passphrase, new SecureRandom());
    // to here
  }

  static Future<Salus> connect(
      Vertx vertx, KeyStore store, Transport http, PersonAtHand person, FirstUse lostOrNewDevice) {
    // shown from here
    FirstUse ask =
        situation ->
            situation.hasCards()
                ? lostOrNewDevice.choose(situation)
                : person
                    .confirms("You never had keys? Then make the first ones now.")
                    .map(yes -> new FirstUse.Choice.MakeKeys());
    return Salus.connect(vertx, SalusOptions.of(http).withKeyStore(store, ask));
    // to here
  }

  static Future<String> backup(Salus salus) {
    // shown from here
    return salus
        .recoveryApi()
        .makeRecoveryKey()
        .map(
            key -> {
              String paper = key.reveal();
              key.wipe();
              return paper;
            });
    // to here
  }

  static Future<Salus> restore(Vertx vertx, Transport http, KeyStore store, String typed) {
    // shown from here
    RecoveryKey key = RecoveryKey.parse(typed);
    FirstUse restore = situation -> Future.succeededFuture(new FirstUse.Choice.Restore(key));
    return Salus.connect(vertx, SalusOptions.of(http).withKeyStore(store, restore));
    // to here
  }

  static Future<String> compare(Salus salus, String counterpartId, String heardOnThePhone) {
    // shown from here
    return salus.dataOwnerApi().verify(counterpartId, heardOnThePhone);
    // to here
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    List<String> examples = squeezed(EXAMPLE, Files.readString(THIS));

    assertThat(examples).hasSize(5);
    assertThat(squeezed(SHOWN, Files.readString(PAGE))).isEqualTo(examples);
  }

  private static List<String> squeezed(Pattern block, String text) {
    return block
        .matcher(text)
        .results()
        .map(found -> found.group(1).replaceAll("\\s+", ""))
        .toList();
  }

  @Test
  void theCodeDoesWhatThePageSays() throws Exception {
    try (KeysServer server = new KeysServer()) {
      Machine alice = server.person(directory);
      Machine bob = server.person(directory);
      FileKeyStore file =
          store(server.vertx(), directory, "correct horse battery staple".toCharArray());
      Salus alices = first(server, alice, file);
      Salus bobs = first(server, bob, new InMemoryKeyStore());
      String paper = get(backup(alices));
      String fingerprint = bobs.dataOwnerApi().getOwnFingerprint();
      String keyId = get(compare(alices, bob.owner(), fingerprint));
      assertThat(get(alices.dataOwnerApi().getTrustedKeys(bob.owner())))
          .singleElement()
          .matches(key -> key.keyId().equals(keyId));

      Salus restored =
          get(restore(server.vertx(), transport(server, alice), new InMemoryKeyStore(), paper));

      assertThat(restored.dataOwnerApi().getOwnFingerprint())
          .isEqualTo(alices.dataOwnerApi().getOwnFingerprint());
      for (Salus salus : List.of(alices, bobs, restored)) {
        get(salus.close());
      }
      get(file.close());
    }
  }

  private static Salus first(KeysServer server, Machine person, KeyStore store)
      throws TimeoutException {
    return get(
        connect(
            server.vertx(),
            store,
            transport(server, person),
            question -> Future.succeededFuture(),
            FirstUse.REFUSED));
  }

  private static Transport transport(KeysServer server, Machine person) {
    return server.transport(person.login(), person.password());
  }

  private static <T> T get(Future<T> future) throws TimeoutException {
    return future.await(180, TimeUnit.SECONDS);
  }
}
