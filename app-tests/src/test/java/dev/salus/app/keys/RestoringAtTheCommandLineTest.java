package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.keys.FileKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios S41, S43 and S46 as people play them at the command line. */
class RestoringAtTheCommandLineTest {

  private static final List<String> INIT = List.of("init");
  private static final List<String> BACKUP = List.of("backup", "--yes-print-secret");
  private static final List<String> FINGERPRINT = List.of("fingerprint");
  private static final Pattern RECOVERY_KEY = Pattern.compile("([0-9A-Z]{4}-){13}[0-9A-Z]{4}");

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

  private Machine withKeys() throws TimeoutException {
    Machine machine = server.person(directory);
    machine.typesFirst(INIT, "yes").succeeds();
    return machine;
  }

  private static String recoveryKey(Machine.Run run) {
    Matcher found = RECOVERY_KEY.matcher(run.succeeds().out());
    assertThat(found.find()).isTrue();
    String key = found.group();
    assertThat(found.find()).as("shown once").isFalse();
    return key;
  }

  /** The same key with two signs of it in each other's place, or another first sign. */
  private static String mistyped(String key) {
    return (key.charAt(0) == '0' ? '1' : '0') + key.substring(1);
  }

  @Test
  void s43_aBackupIsRestoredOnANewMachine() throws Exception {
    Machine old = withKeys();
    String patient = Records.create(server, old);
    String fingerprint = old.types(FINGERPRINT).succeeds().fingerprint();
    String key = recoveryKey(old.types(BACKUP));
    Files.delete(FileKeyStore.file(old.keys(), old.owner()));
    Machine fresh = old.another(directory.resolve("new"));

    fresh.restoresFirst(mistyped(key)).fails("mistyped");
    assertThat(FileKeyStore.file(fresh.keys(), fresh.owner())).doesNotExist();
    Machine.Run restored = fresh.restoresFirst(key.toLowerCase(Locale.ROOT));

    assertThat(restored.succeeds().out() + restored.err()).doesNotContainIgnoringCase(key);
    assertThat(restored.fingerprint()).isEqualTo(fingerprint);
    assertThat(Records.opens(server, fresh, patient)).isTrue();
  }

  @Test
  void aBackupThatWasReplacedOpensNothing() throws Exception {
    Machine old = withKeys();
    String first = recoveryKey(old.types(BACKUP));
    Machine.Run another = old.types(BACKUP);
    assertThat(another.out()).contains("still open your keys: 1");
    String last = recoveryKey(old.types(List.of("backup", "--replace", "--yes-print-secret")));
    Machine fresh = old.another(directory.resolve("new"));

    fresh.restoresFirst(first).fails("nothing is kept for this recovery key");
    fresh.restoresFirst(recoveryKey(another)).fails("nothing is kept");
    fresh.restoresFirst(last).succeeds();
  }

  @Test
  void s43_whatAnOutdatedRecoveryKeyIsWorthIsSaidFirst() throws Exception {
    Machine old = withKeys();
    String key = recoveryKey(old.types(BACKUP));
    old.types(List.of("devices", "rotate")).succeeds();
    assertThat(old.types(List.of("status")).succeeds().out())
        .contains(
            "there are no patients of yours", ": OUT OF DATE, you have a newer key", "in use");
    Records.create(server, old);
    Machine fresh = old.another(directory.resolve("new"));

    String said = fresh.restoresFirst(key).succeeds().out();

    assertThat(said)
        .startsWith("The recovery key is OUT OF DATE: it was made on ")
        .contains("Your patient is NOT back yet", "That key is retired")
        .doesNotContain("Your keys are restored");
    assertThat(fresh.types(List.of("status")).succeeds().out())
        .contains(
            "patients: 0 of 1 open",
            "because this machine has no key for it",
            "'salus keys restore'",
            "'salus keys devices let-in' there",
            "'salus keys ask-back'");
  }

  @Test
  void whatMayBringKeysBackIsNotReplacedOnAMachineThatHasLostThem() throws Exception {
    Machine old = withKeys();
    Records.create(server, old);
    String key = recoveryKey(old.types(BACKUP));
    Machine fresh = old.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();

    assertThat(fresh.types(List.of("status")).succeeds().out())
        .contains("KEEP it, it may open what is closed")
        .doesNotContain("--replace");
    assertThat(fresh.types(List.of("backup", "--replace", "--yes-print-secret")).succeeds().out())
        .contains("Earlier recovery keys are kept, 1 in number");
    assertThat(fresh.restores(key).succeeds().out()).contains("Your patients are back: ");
  }

  @Test
  void aRecoveryKeyOfSomebodyElseRestoresNothing() throws Exception {
    String others = recoveryKey(withKeys().types(BACKUP));
    Machine alice = server.person(directory);

    alice.restoresFirst(others).fails("nothing is kept for this recovery key");

    assertThat(FileKeyStore.file(alice.keys(), alice.owner())).doesNotExist();
  }

  @Test
  void restoredKeysAreAddedToTheOnesOfAMachine() throws Exception {
    Machine old = withKeys();
    String patient = Records.create(server, old);
    String key = recoveryKey(old.types(BACKUP));
    Machine phone = old.another(directory.resolve("phone"));
    phone.typesFirst(INIT, "yes").succeeds();
    assertThat(Records.opens(server, phone, patient)).isFalse();

    phone.restores(key).succeeds();

    assertThat(Records.opens(server, phone, patient)).isTrue();
  }

  @Test
  void s46_keysAreHandedOverOnce() throws Exception {
    Machine laptop = withKeys();
    String patient = Records.create(server, laptop);
    String key = recoveryKey(laptop.types(List.of("hand-over", "--yes-print-secret")));
    Machine phone = laptop.another(directory.resolve("phone"));

    phone.restoresFirst(key).succeeds();

    assertThat(Records.opens(server, phone, patient)).isTrue();
    Machine tablet = laptop.another(directory.resolve("tablet"));
    tablet.restoresFirst(key).fails("is used already or older than five minutes");
  }

  @Test
  void s41_accessIsAskedBackGivenBackAndTakenBack() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    String patient = Records.create(server, alice);
    Records.share(server, alice, patient, bob.owner());
    Records.create(server, alice);
    assertThat(Records.opens(server, bob, patient)).isTrue();
    String lost = alice.types(FINGERPRINT).succeeds().fingerprint();
    bob.types(List.of("verify", alice.owner()), lost).succeeds();
    Machine fresh = alice.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();
    Machine.Run asked = fresh.types(List.of("ask-back"));
    assertThat(asked.succeeds().line("asked")).contains(bob.owner());

    assertThat(bob.types(List.of("give-back")).succeeds().out())
        .contains(alice.owner(), "1 request ")
        .doesNotContain(asked.fingerprint());
    List<String> giveBack = List.of("give-back", alice.owner());
    Machine.Run refused = bob.types(giveBack, bob.types(FINGERPRINT).fingerprint());
    refused.fails(
        "not the fingerprint of a key of one whom the server calls '" + alice.login() + "'");
    assertThat(refused.out() + refused.err()).doesNotContain(asked.fingerprint());
    bob.types(List.of("give-back", bob.owner()), asked.fingerprint())
        .fails("nobody of that name or id asks you");
    assertThat(Records.opens(server, fresh, patient)).isFalse();
    Machine.Run early =
        fresh.types(List.of("take-back", bob.owner()), bob.types(FINGERPRINT).fingerprint());
    early.fails("have not given anything back");
    String bobs = bob.types(giveBack, asked.fingerprint()).succeeds().fingerprint();
    List<String> takeBack = List.of("take-back", bob.owner());
    Machine.Run mistaken = fresh.types(takeBack, asked.fingerprint());
    mistaken.fails("not the fingerprint");
    assertThat(mistaken.out() + mistaken.err()).doesNotContain(bobs);
    assertThat(fresh.types(takeBack, bobs).succeeds().out())
        .contains("1 sharing with them is open");

    assertThat(Records.opens(server, fresh, patient)).isTrue();
    assertThat(bob.types(List.of("give-back")).succeeds().out()).contains("0 requests");
    assertThat(fresh.types(List.of("status")).succeeds().out())
        .contains(
            "1 of 2 that the server lists open on this machine",
            "gave back, you have taken: what opens of it is counted above",
            "no other way to open it is left")
        .doesNotContain("take-back", "ask-back", "What opens");
  }

  @Test
  void s41_whoNeverTrustedTheLostKeysIsToldThatNothingWasGivenBack() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    Records.share(server, alice, Records.create(server, alice), bob.owner());
    Machine fresh = alice.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();
    Machine.Run asked = fresh.types(List.of("ask-back"));

    bob.types(List.of("give-back", alice.owner()), asked.fingerprint())
        .fails("nothing was given back");

    assertThat(bob.types(List.of("give-back")).succeeds().out()).contains("1 request ");
  }

  @Test
  void s41_whoSharedWithNobodyIsToldThatNobodyCanGiveAccessBack() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    Records.create(server, alice);
    Machine fresh = alice.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();

    fresh.types(List.of("ask-back")).fails("you shared with nobody");
    fresh.types(List.of("ask-back", bob.owner())).fails("never shared anything");
  }
}
