package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.terminal.PseudoTerminal;
import dev.salus.sdk.keys.FileKeyStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and types at a real terminal while the output goes somewhere else. */
class KeysAtATerminalTest {

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

  private static Machine.Run end(CompletableFuture<Machine.Run> run) throws Exception {
    return run.get(180, TimeUnit.SECONDS);
  }

  @Test
  void whoSaysNeitherServerNorLoginIsAskedForBoth() throws Exception {
    Machine alice = server.person(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.atAsKept(terminal, INIT);
      terminal
          .answers("ask who gave you the account): ", "no address")
          .answers("Server address (https:", alice.server().toString())
          .answers("Login: ", alice.login())
          .answers("Password of " + alice.login() + ": ", alice.password())
          .answers("New passphrase for the key file: ", Machine.PASSPHRASE)
          .answers("The same again: ", Machine.PASSPHRASE)
          .answers("Make new keys now [yes/no]: ", "yes")
          .answers("Keep server and login on this machine", "yes")
          .answers("Name of this device", "salus keys status")
          .answers("Name of this device", "laptop");
      end(run).succeeds();
      assertThat(terminal.shown()).contains("They are kept, without any password, in");
    }
  }

  @Test
  void anAnswerOverALineBreakIsErasedThere() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    try (PseudoTerminal terminal = new PseudoTerminal(40, "xterm")) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("verify", bob.owner()));
      alice.unlocksAt(terminal);
      assertThat(terminal.waitFor("nothing): ").lines()).allMatch(line -> line.length() <= 40);
      terminal.types("1".repeat(40) + "\u007f".repeat(36));
      terminal.types("\u0015no\r");

      end(run).fails("nothing was trusted");
      assertThat(terminal.shown()).contains("\u001b[1A\r", "\u001b[J");
    }
  }

  @Test
  void aFingerprintThatDoesNotFitMayBeTypedAnew() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    String alices = alice.types(FINGERPRINT).fingerprint();
    String bobs = bob.types(FINGERPRINT).fingerprint();
    try (PseudoTerminal terminal = new PseudoTerminal(200, "xterm")) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("verify", bob.owner()));
      alice.unlocksAt(terminal);
      terminal
          .answers("to trust nothing): ", alices)
          .refused("Try again.", "to trust nothing): ", bobs);
      assertThat(end(run).succeeds().out()).contains("It is the same");
    }
  }

  @Test
  void aSecretThatIsTooLongIsAskedForAnew() throws Exception {
    Machine alice = server.personWithKeys(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, FINGERPRINT);
      terminal
          .answers("Password of", alice.password())
          .answers("Passphrase of the key file: ", "x".repeat(5_000))
          .refused("longer than 4096 bytes", "Passphrase of the key file: ", Machine.PASSPHRASE);
      end(run).succeeds();
    }
  }

  @Test
  void aPersonMayTryThreeTimes() throws Exception {
    Machine alice = server.personWithKeys(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, FINGERPRINT);
      terminal
          .answers("Password of", "wrong")
          .refused("Login or password is not right. Try again.", "Password of", alice.password())
          .answers("Passphrase of the key file: ", "Autumn is coming")
          .refused("Try again.", "Passphrase of the key file: ", "Spring is coming")
          .refused("Try again.", "Passphrase of the key file: ", Machine.PASSPHRASE);
      end(run).succeeds();
      assertThat(terminal.shown()).doesNotContain("coming", "wrong\r");
    }
  }

  @Test
  void afterThreeTriesItEndsAndNothingTypedIsLeftToTheShell() throws Exception {
    Machine alice = server.personWithKeys(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, FINGERPRINT);
      terminal
          .answers("Password of", alice.password())
          .answers("Passphrase of the key file: ", "one of three")
          .answers("Passphrase of the key file: ", "two of three")
          .answers("Passphrase of the key file: ", "three of three\rand a password in a hurry");
      end(run).fails("wrong passphrase");

      assertThat(terminal.shown()).doesNotContain("of three", "hurry");
      assertThat(terminal.unread()).isZero();
      assertThat(terminal.echoes()).isTrue();
    }
  }

  @Test
  void s53_aPassphraseIsTheSameBytesAtATerminalAndInAScript() throws Exception {
    Machine alice = server.person(directory);
    String passphrase = "pässphräse für 5 €";
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, INIT);
      terminal
          .answers("Password of", alice.password())
          .answers(
              "New passphrase for the key file: ",
              "pössx\u007f\u007f\u007f\u007f" + passphrase.substring(1))
          .answers("The same again: ", passphrase)
          .answers("Make new keys now [yes/no]: ", "perhaps")
          .refused("neither yes nor no", "Make new keys now [yes/no]: ", "Y")
          .answers("Keep server and login", "no")
          .answers("Name of this device (Enter for ", "Ärztin's laptop");
      end(run).succeeds();
    }
    alice.typesOnly(FINGERPRINT, List.of(alice.password(), passphrase)).succeeds();
    assertThat(
            alice
                .typesOnly(List.of("devices", "list"), List.of(alice.password(), passphrase))
                .succeeds()
                .out())
        .contains("name    Ärztin's laptop")
        .containsPattern("made    \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
    alice
        .typesOnly(FINGERPRINT, List.of(alice.password(), passphrase.replace('ä', 'ö')))
        .fails("wrong passphrase");
  }

  @Test
  void s53_whatIsNotUtf8IsRefused() throws Exception {
    Machine alice = server.personWithKeys(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, FINGERPRINT);
      terminal.waitFor("Password of");
      terminal.types("p\u00e4ss\r".getBytes(StandardCharsets.ISO_8859_1));
      terminal.refused("What came is not UTF-8", "Password of", alice.password());
      terminal.answers("Passphrase of the key file: ", Machine.PASSPHRASE);
      end(run).succeeds();
    }
  }

  @Test
  void theRulesComeFirstAndAGuessablePassphraseIsNotTaken() throws Exception {
    Machine alice = server.person(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, INIT);
      terminal.answers("Password of", alice.password());
      assertThat(terminal.waitFor("New passphrase for the key file: "))
          .contains("at least 8 characters");
      terminal.types("abcdefgh\r");
      terminal
          .refused(
              "easy to guess. Sequences like abc",
              "New passphrase for the key file: ",
              Machine.PASSPHRASE)
          .answers("The same again: ", Machine.PASSPHRASE)
          .answers("Make new keys now [yes/no]: ", "n");
      end(run).fails("nothing was done");
    }
    assertThat(FileKeyStore.file(alice.keys(), alice.owner())).doesNotExist();
    alice
        .typesOnly(INIT, List.of(alice.password(), "abcdefgh", "abcdefgh", "yes"))
        .fails("easy to guess");
  }

  @Test
  void aFingerprintFitsAnyTerminalAndTheQrCodeWhereItCan() throws Exception {
    Machine alice = server.personWithKeys(directory);
    String fingerprint = alice.types(FINGERPRINT).succeeds().fingerprint();
    String lastRow = fingerprint.substring(54);
    for (int columns : List.of(200, 60, 30)) {
      try (PseudoTerminal terminal = new PseudoTerminal(columns, "xterm")) {
        CompletableFuture<Machine.Run> run = alice.at(terminal, FINGERPRINT);
        alice.unlocksAt(terminal);
        Machine.Run shown = end(run).succeeds();
        assertThat(shown.out()).contains("  4   " + lastRow, "Text of the QR code  salus:v1:");
        assertThat(terminal.shown().contains("\u2588\u2580")).isEqualTo(columns > 40);
      }
    }
  }

  @Test
  void progressHasATotalAndADumbTerminalIsQuiet() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    Records.share(server, alice, Records.create(server, alice), bob.owner());
    for (String type : List.of("xterm", "dumb")) {
      try (PseudoTerminal terminal = new PseudoTerminal(80, type)) {
        CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("devices", "rotate"));
        alice.unlocksAt(terminal);
        assertThat(end(run).succeeds().out()).contains("opened to it");
        if (type.equals("dumb")) {
          assertThat(terminal.shown()).doesNotContain("\u001b", "Sharings");
        } else {
          terminal.waitFor("2/2 (0:");
        }
      }
    }
  }

  @Test
  void whereNothingIsSharedThereIsNoProgress() throws Exception {
    Machine alice = server.personWithKeys(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("devices", "rotate"));
      alice.unlocksAt(terminal);
      end(run).succeeds();
      assertThat(terminal.shown()).doesNotContain("Sharings");
    }
  }

  @Test
  void whoIsMeantIsChosenByNumberAndADifferenceIsExplained() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine bob = server.personWithKeys(directory);
    String bobs = bob.types(FINGERPRINT).succeeds().fingerprint();
    alice.types(List.of("name", bob.owner(), "Dr. Bob")).succeeds();
    try (PseudoTerminal terminal = new PseudoTerminal(60, "xterm")) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("verify"));
      alice.unlocksAt(terminal);
      terminal
          .refused("  1  Dr. Bob", "or id): ", "2")
          .refused("There is no number 2 in the list. Try again.", "or id): ", "1")
          .answers("told you (or 'no' to trust\r\nnothing): ", "12345")
          .refused("must be twelve groups of five digits", "nothing): ", bobs);
      assertThat(end(run).succeeds().out()).contains("If they have not compared yours yet");
    }
    String alices = alice.types(FINGERPRINT).fingerprint();
    alice.types(List.of("verify", "Dr. Bob"), alices).fails("somebody may have put another key");
  }
}
