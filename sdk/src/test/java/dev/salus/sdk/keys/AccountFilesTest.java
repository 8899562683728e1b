package dev.salus.sdk.keys;

import static dev.salus.sdk.keys.FileKeyStoreTest.refused;
import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.error.KeyFileRefused.Reason;
import dev.salus.sdk.transport.Account;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat T19: which data owner's file an account uses. */
final class AccountFilesTest {

  private static final String ALICE = "0b0f7d9e-0000-4000-8000-00000000000a";
  private static final String BOB = "0b0f7d9e-0000-4000-8000-00000000000b";
  private static final Account ACCOUNT = new Account("https://salus.example:443", "Zoë");

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private FileKeyStore store() {
    return FileKeyStore.in(
        vertx,
        directory.resolve("keys"),
        "x".toCharArray(),
        FileKeyStoreTest.CHEAP,
        new SecureRandom());
  }

  @Test
  void t19_anAccountIsBoundToItsDataOwnerAcrossRestartsHoweverTheLoginIsWritten() {
    assertThat(await(store().owner(ACCOUNT))).isEmpty();

    await(store().bind(ACCOUNT, ALICE));

    assertThat(await(store().owner(ACCOUNT))).contains(ALICE);
    assertThat(await(store().owner(new Account(ACCOUNT.server(), "ZOË")))).contains(ALICE);
    assertThat(await(store().owner(new Account(ACCOUNT.server(), "bob")))).isEmpty();
    assertThat(await(store().owner(new Account("https://other.example:443", "Zoë")))).isEmpty();

    await(store().bind(ACCOUNT, BOB));
    assertThat(await(store().owner(ACCOUNT))).contains(BOB);
  }

  @Test
  void t19_theStoreKnowsWhoseRingsItHas() throws IOException {
    assertThat(await(store().owners())).isEmpty();

    await(store().bind(ACCOUNT, BOB));
    FileKeyStore kept = store();
    await(kept.save(KeyRing.generate(ALICE, Clock.systemUTC(), new SecureRandom())));
    await(kept.close());
    Files.createFile(directory.resolve("keys").resolve(BOB + ".note"));

    assertThat(await(store().owners())).containsExactly(ALICE);
  }

  @Test
  void t19_whatIsNoDataOwnerIsRefusedAndTheNameTellsNothing() throws IOException {
    await(store().bind(ACCOUNT, ALICE));
    try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
      List<Path> all = files.toList();
      assertThat(all).singleElement().asString().doesNotContain("zo", "salus.example", ALICE);
      Files.writeString(all.get(0), "nobody");
    }

    refused(Reason.MALFORMED, store().owner(ACCOUNT));
  }
}
