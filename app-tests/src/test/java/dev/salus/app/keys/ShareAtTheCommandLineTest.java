package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salus share}: one patient, all that is created, and the way back from either. */
class ShareAtTheCommandLineTest {

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

  private static String fingerprint(Machine of) {
    return of.types(List.of("fingerprint")).succeeds().fingerprint();
  }

  @Test
  void aPatientIsSharedWithWhomWasComparedAndTakenBack() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    String patient = Records.create(server, alice);
    String sample = Records.createSample(server, alice, patient);
    assertThat(alice.shares(List.of("list")).succeeds().out())
        .contains("1  John Snow", "1 patient opens here.", "You share nothing automatically");

    alice
        .shares(List.of("give", "1", bob.login()))
        .fails(
            "nothing was shared: on this machine you have not compared the fingerprint of one whom the"
                + " server calls '"
                + bob.login());
    assertThat(Records.isVisible(server, bob, patient)).isFalse();
    alice.types(List.of("verify", bob.login()), fingerprint(bob)).succeeds();
    bob.types(List.of("verify", alice.login()), fingerprint(alice)).succeeds();
    alice.shares(List.of("give", "2", bob.login())).fails("there is no patient number 2");
    alice.shares(List.of("give", "jon snow", bob.login())).fails("no patient that opens here");
    alice.shares(List.of("give", "1", alice.login())).fails("that is yourself");
    assertThat(alice.shares(List.of("give", "john snow", bob.login())).succeeds().out())
        .contains("has access to 1 patient and 1 sample or element (John Snow)");

    assertThat(Records.opens(server, bob, patient)).isTrue();
    assertThat(Records.opensSample(server, bob, sample)).isTrue();
    assertThat(alice.shares(List.of("list")).succeeds().out())
        .contains(
            "shared with one whom the server calls '" + bob.login() + "' (" + bob.owner() + ")");
    alice.shares(List.of("revoke", patient, bob.login()), "no").fails("nothing was done");
    assertThat(alice.shares(List.of("revoke", patient, bob.login()), "yes").succeeds().out())
        .contains("opens nothing any more of 1 patient and 1 sample or element (John Snow)");
    assertThat(Records.isVisible(server, bob, patient)).isFalse();
    assertThat(Records.opens(server, alice, patient)).isTrue();
    alice
        .shares(List.of("revoke", patient, bob.login()), "yes")
        .fails("has no access to John Snow");
  }

  @Test
  void whoLostAllKeysIsToldThatNothingOpensAndWhatWillTell() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    alice.types(List.of("verify", bob.login()), fingerprint(bob)).succeeds();
    alice.shares(List.of("always", bob.login())).succeeds();
    Records.create(server, alice);
    Machine fresh = alice.another(directory.resolve("fresh"));
    fresh.typesFirst(List.of("init"), "5").succeeds();

    assertThat(fresh.shares(List.of("list")).succeeds().out())
        .contains("1 patient is listed and does not open here: 'salus keys status' says why")
        .contains("This machine shares nothing automatically: ", "Once your patients are back")
        .doesNotContain("0 patients");
  }

  @Test
  void whatIsCreatedIsSharedUntilItIsStoppedAlsoByAnotherMachine() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    alice.shares(List.of("always", bob.login())).fails("nothing was shared");
    alice.types(List.of("verify", bob.login()), fingerprint(bob)).succeeds();
    assertThat(alice.shares(List.of("always", bob.login())).succeeds().out())
        .contains("You share what you create automatically with:", bob.owner(), ": everything")
        .contains("they open nothing of it", "'salus keys fingerprint'");
    assertThat(Records.isVisible(server, bob, Records.create(server, alice))).isTrue();

    Machine phone = alice.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "5").succeeds();
    alice.types(List.of("devices", "let-in"), fingerprint(phone)).succeeds();
    phone.types(List.of("devices", "let-in"), fingerprint(alice)).succeeds();
    phone.shares(List.of("stop", bob.login())).fails("this machine has not seen it");
    assertThat(phone.shares(List.of("list")).succeeds().out())
        .contains(bob.owner(), "does not share by it yet");
    assertThat(phone.shares(List.of("always"), "yes").succeeds().out())
        .contains("A key of yours signed:", bob.owner())
        .doesNotContain("does not share by it yet");
    assertThat(phone.shares(List.of("stop", bob.login())).succeeds().out())
        .contains("You share nothing automatically");
    assertThat(Records.isVisible(server, bob, Records.create(server, phone))).isFalse();
  }
}
