package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.keys.FileKeyStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salus keys} of somebody who has no keys yet, and who compares those of others. */
class FirstKeysAtTheCommandLineTest {

  private static final List<String> INIT = List.of("init");
  private static final List<String> FINGERPRINT = List.of("fingerprint");

  private static KeysServer server;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @Test
  void keysAreMadeOnceAndOnlyAfterAYes() throws Exception {
    Machine alice = server.person(directory);
    alice.types(FINGERPRINT).fails("there are no keys on this machine");
    alice.typesFirst(INIT, "no").fails("nothing was done");
    assertThat(FileKeyStore.file(alice.keys(), alice.owner())).doesNotExist();

    Machine.Run made = alice.typesFirst(INIT, "yes").succeeds();
    assertThat(made.out()).contains("recovery key");
    Machine.Run again = alice.types(INIT).succeeds();

    assertThat(again.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(again.out())
        .contains(
            "keys of yours already, so none were made", "'salus keys status' says what it opens");
    Machine.Run shown = alice.types(FINGERPRINT).succeeds();
    assertThat(shown.fingerprint()).isEqualTo(made.fingerprint());
    assertThat(shown.out()).contains(alice.owner(), "salus:v1:" + alice.owner() + ":");
  }

  @Test
  void anotherMachineGetsAKeyOfItsOwnAfterAWarning() throws Exception {
    Machine alice = server.person(directory);
    String first = alice.typesFirst(INIT, "yes").succeeds().fingerprint();
    Machine phone = alice.another(directory.resolve("phone"));

    Machine.Run refused = phone.typesFirst(INIT, "no");
    refused.fails("nothing was done");
    assertThat(refused.out())
        .contains("1  a recovery key", "hand-over", "2  another device", "3  notaries", "4  none");

    String added = phone.typesFirst(INIT, "yes").succeeds().fingerprint();
    assertThat(phone.types(FINGERPRINT).succeeds().fingerprint())
        .isEqualTo(added)
        .isNotEqualTo(first);
  }

  @Test
  void somebodyElsesKeyIsComparedAndThenTrusted() throws Exception {
    Machine alice = server.person(directory);
    Machine bob = server.person(directory);
    alice.typesFirst(INIT, "yes").succeeds();
    String bobs = bob.typesFirst(INIT, "yes").succeeds().fingerprint();
    String alices = alice.types(FINGERPRINT).succeeds().fingerprint();
    List<String> verify = List.of("verify", bob.owner());

    Machine.Run wrong = alice.types(verify, alices);
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("On this machine you compared 0 of 1 key that they use now.");
    assertThat(wrong.out() + wrong.err()).doesNotContain(bobs);
    alice.types(verify, "12345").fails("fingerprint");
    alice.types(verify, bobs).succeeds();

    Machine.Run again =
        alice.types(List.of("verify", bob.owner(), bobs.substring(0, 30), bobs.substring(30)));
    assertThat(again.succeeds().out())
        .contains("On this machine you compared 1 of 1 key that they use now.");
    alice.types(List.of("verify", "not-an-id"), bobs).fails("");
    Machine carla = server.person(directory);
    alice
        .types(List.of("verify", carla.login()))
        .fails("has no key yet, as far as the server says");
  }

  @Test
  void thePassphraseIsChanged() throws Exception {
    Machine alice = server.person(directory);
    String made = alice.typesFirst(INIT, "yes").succeeds().fingerprint();
    List<String> passphrase = List.of("passphrase");
    alice.types(passphrase, "short", "short").fails("at least 8 characters");
    alice.types(passphrase, "Summer is over", "Summer is near").fails("differ");

    alice.types(passphrase, "Summer is over", "Summer is over").succeeds();

    alice.types(FINGERPRINT).fails("wrong passphrase");
    Machine.Run changed =
        alice.typesOnly(FINGERPRINT, List.of(alice.password(), "Summer is over")).succeeds();
    assertThat(changed.fingerprint()).isEqualTo(made);
  }

  @Test
  void whatGoesWrongIsSaidInOneLine() throws Exception {
    Machine alice = server.person(directory);
    alice.typesOnly(FINGERPRINT, List.of("wrong password")).fails("");
    alice.typesOnly(FINGERPRINT, List.of()).fails("");
    alice.typesOnly(INIT, List.of(alice.password())).fails("the input ended");
    Machine nowhere =
        new Machine(
            URI.create("http://127.0.0.1:1"),
            alice.owner(),
            alice.login(),
            alice.password(),
            alice.keys());
    nowhere.types(FINGERPRINT).fails("");
    Machine unsafe =
        new Machine(
            URI.create("http://salus.example"),
            alice.owner(),
            alice.login(),
            alice.password(),
            alice.keys());
    unsafe.types(FINGERPRINT).fails("--server: ");
  }

  @Test
  void noSecretIsAnArgument() throws IOException, TimeoutException {
    Machine alice = server.person(directory);
    for (String option : List.of("--password", "--passphrase", "--recovery-key", "-p")) {
      Machine.Run refused = alice.types(List.of("init", option, "a secret"));
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("Unknown option");
    }
    assertThat(Files.exists(alice.keys())).isFalse();
  }
}
