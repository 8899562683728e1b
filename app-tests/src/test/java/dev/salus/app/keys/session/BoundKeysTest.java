package dev.salus.app.keys.session;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.error.AnotherDataOwner;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundKeysTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";
  private static final Account ACCOUNT = new Account("https://salus.example", "alice");

  @TempDir private Path keys;

  @Test
  void t19_aServerThatNamesSomebodyElseDoesNotMakeItLookAsIfThereWereNoKeys() {
    Vertx vertx = Vertx.vertx();
    char[] passphrase = "a passphrase".toCharArray();
    FileKeyStore store = FileKeyStore.in(vertx, keys, passphrase, new SecureRandom());
    await(KeySession.requireBound(vertx, keys, ACCOUNT, OTHER));
    await(store.bind(ACCOUNT, ALICE));

    await(KeySession.requireBound(vertx, keys, ACCOUNT, ALICE));
    AnotherDataOwner refused =
        failure(AnotherDataOwner.class, KeySession.requireBound(vertx, keys, ACCOUNT, OTHER));
    assertThat(refused.kept()).isEqualTo(ALICE);
    failure(AnotherDataOwner.class, KeySession.requireBound(vertx, keys, ACCOUNT, null));

    await(store.close());
    await(vertx.close());
  }
}
