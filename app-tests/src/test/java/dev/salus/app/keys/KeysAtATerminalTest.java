package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.terminal.PseudoTerminal;
import dev.salus.sdk.keys.FileKeyStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees and types at a real terminal while the output goes somewhere else. */
class KeysAtATerminalTest {

  private static final List<String> INIT = List.of("init");
  private static final List<String> BACKUP = List.of("backup");
  private static final List<String> FINGERPRINT = List.of("fingerprint");
  private static final String ALTERNATE_SCREEN = "\u001b[?1049h";
  private static final String USUAL_SCREEN = "\u001b[?1049l";
  private static final Pattern GROUP = Pattern.compile("(\\d+) ([0-9A-Z]{4})\\b");
  private static final Pattern TYPE_GROUP = Pattern.compile("Type group (\\d+) from your paper: $");

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

  private static PseudoTerminal unlock(PseudoTerminal terminal, Machine machine) throws Exception {
    return terminal
        .answers("Password of", machine.password())
        .answers("Passphrase of the key file: ", Machine.PASSPHRASE);
  }

  private static Machine.Run end(CompletableFuture<Machine.Run> run) throws Exception {
    return run.get(180, TimeUnit.SECONDS);
  }

  /** The groups that stand on the screen. */
  private static List<String> groups(String screen) {
    List<String> groups =
        GROUP.matcher(screen).results().map(group -> group.group(2)).collect(Collectors.toList());
    assertThat(groups).hasSize(14);
    return groups;
  }

  private static String typedBack(PseudoTerminal terminal, List<String> groups) throws Exception {
    String asked = terminal.waitFor("from your paper: ");
    Matcher number = TYPE_GROUP.matcher(asked);
    assertThat(number.find()).as(asked).isTrue();
    terminal.types(groups.get(Integer.parseInt(number.group(1)) - 1) + "\r");
    return asked;
  }

  @Test
  void aRecoveryKeyStandsOnAScreenOfItsOwnUntilItIsOnPaper() throws Exception {
    Machine alice = withKeys();
    Machine.Run older = alice.types(List.of("backup", "--yes-print-secret")).succeeds();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("backup", "--replace"));
      unlock(terminal, alice).waitFor(ALTERNATE_SCREEN);
      String screen = terminal.waitFor("then press Enter: ");
      assertThat(screen)
          .contains("Salus: Recovery key", alice.login(), alice.server().toString(), "UTC");
      List<String> groups = groups(screen);
      Machine early = alice.another(directory.resolve("early"));
      early.restoresFirst(String.join("-", groups)).fails("nothing is kept");
      terminal.types("\r");
      assertThat(typedBack(terminal, groups)).contains("\u001b[2J").doesNotContain(groups.get(0));
      typedBack(terminal, groups);
      String rest = terminal.waitFor(USUAL_SCREEN);

      Machine.Run made = end(run).succeeds();
      assertThat(rest + made.out() + made.err()).doesNotContain(groups);
      assertThat(made.out()).contains("You have it on paper.", "open nothing any more: 1");
      assertThat(terminal.shown()).doesNotContain(alice.password(), Machine.PASSPHRASE);
      assertThat(terminal.echoes()).isTrue();
      Machine fresh = alice.another(directory.resolve("new"));
      fresh.restoresFirst(older.line("  ").strip()).fails("nothing is kept");
      fresh.restoresFirst(String.join("-", groups)).succeeds();
    }
  }

  @Test
  void whoHasNotWrittenItDownKeepsTheOlderRecoveryKeyOnly() throws Exception {
    Machine alice = withKeys();
    Machine.Run older = alice.types(List.of("backup", "--yes-print-secret")).succeeds();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("backup", "--replace"));
      unlock(terminal, alice);
      for (int attempt = 0; attempt < 3; attempt++) {
        terminal.answers("then press Enter: ", "").answers("from your paper: ", "AAAA");
      }

      end(run).fails("is another one on your paper");
    }
    assertThat(alice.types(List.of("backup", "--yes-print-secret")).succeeds().out())
        .contains("still open your keys: 1");
    Machine fresh = alice.another(directory.resolve("new"));
    fresh.restoresFirst(older.line("  ").strip()).succeeds();
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
  void aSecretIsNotPrintedUnlessSomebodySaysSo() throws Exception {
    Machine alice = withKeys();

    alice.types(BACKUP).fails("--yes-print-secret");
    alice.types(List.of("hand-over")).fails("--yes-print-secret");

    assertThat(alice.types(List.of("backup", "--yes-print-secret")).succeeds().out())
        .doesNotContain("Earlier recovery keys");
  }

  @Test
  void thePageToPrintIsForItsOwnerOnly() throws Exception {
    Machine alice = withKeys();
    Path page = directory.resolve("key.html");
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          alice.at(terminal, List.of("backup", "--sheet", page.toString()));
      unlock(terminal, alice).waitFor("Type group ");
      assertThat(Files.getPosixFilePermissions(page)).hasSize(2);
      List<String> groups =
          Pattern.compile("<li>(.{4})</li>")
              .matcher(Files.readString(page))
              .results()
              .map(group -> group.group(1))
              .toList();
      terminal.waitFor("from your paper: ");
      terminal.types("AAAA\r").waitFor("is another one on your paper");
      typedBack(terminal, groups);
      typedBack(terminal, groups);

      Machine.Run made = end(run).succeeds();
      assertThat(terminal.shown() + made.out()).doesNotContain(groups);
      assertThat(Files.readString(page)).contains(alice.login(), "<svg");
      Machine fresh = alice.another(directory.resolve("new"));
      fresh.restoresFirst(String.join(" ", groups)).succeeds();
    }
  }

  @Test
  void aPageThatOpensNothingIsNotLeftThere() throws Exception {
    Machine alice = withKeys();
    Path page = directory.resolve("key.html");
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          alice.at(terminal, List.of("backup", "--sheet", page.toString()));
      unlock(terminal, alice);
      for (int attempt = 0; attempt < 3; attempt++) {
        terminal.answers("from your paper: ", "AAAA");
      }

      end(run).fails("This page opens nothing, and its file is deleted: destroy prints of it");
    }
    assertThat(page).doesNotExist();
  }

  @Test
  void anAnswerOverALineBreakIsErasedThere() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    try (PseudoTerminal terminal = new PseudoTerminal(40, "xterm")) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("verify", bob.owner()));
      unlock(terminal, alice);
      assertThat(terminal.waitFor("nothing): ").lines()).allMatch(line -> line.length() <= 40);
      terminal.types("1".repeat(40) + "\u007f".repeat(36));
      terminal.types("\u0015no\r");

      end(run).fails("nothing was trusted");
      assertThat(terminal.shown()).contains("\u001b[1A\r", "\u001b[J");
    }
  }

  @Test
  void aFingerprintThatDoesNotFitMayBeTypedAnew() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    String alices = alice.types(FINGERPRINT).fingerprint();
    String bobs = bob.types(FINGERPRINT).fingerprint();
    try (PseudoTerminal terminal = new PseudoTerminal(200, "xterm")) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("verify", bob.owner()));
      unlock(terminal, alice);
      terminal
          .answers("to trust nothing): ", alices)
          .refused("Try again.", "to trust nothing): ", bobs);
      assertThat(end(run).succeeds().out()).contains("It is the same");
    }
  }

  @Test
  void aSecretThatIsTooLongIsAskedForAnew() throws Exception {
    Machine alice = withKeys();
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
  void groupsInAnotherOrderAreFound() throws Exception {
    Machine alice = withKeys();
    List<String> groups =
        List.of(alice.types(List.of("backup", "--yes-print-secret")).line("  ").strip().split("-"));
    List<String> exchanged = new ArrayList<>(groups);
    Collections.swap(exchanged, 2, 6);
    List<String> last = new ArrayList<>(groups);
    last.add(last.remove(4));
    Machine fresh = alice.another(directory.resolve("new"));

    fresh.restoresFirst(String.join("-", last)).fails("the group that was typed last is group 5");
    fresh.restoresFirst(String.join("-", exchanged)).fails("groups 3 and 7 stand for each other");
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = fresh.at(terminal, List.of("restore"));
      terminal
          .answers("Show what you type", "no")
          .answers("Group 1 and on: ", String.join(" ", exchanged))
          .refused("groups 3 and 7 stand for each other.", "Password of", fresh.password())
          .answers("New passphrase for the key file: ", Machine.PASSPHRASE)
          .answers("The same again: ", Machine.PASSPHRASE)
          .answers("Keep server and login", "no");
      end(run).succeeds();
    }
  }

  @Test
  void aPersonMayTryThreeTimes() throws Exception {
    Machine alice = withKeys();
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
    Machine alice = withKeys();
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
    Machine alice = withKeys();
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
  void aRecoveryKeyIsTypedGroupByGroupBeforeAnythingElse() throws Exception {
    Machine alice = withKeys();
    String key = alice.types(List.of("backup", "--yes-print-secret")).line("  ").strip();
    List<String> groups = List.of(key.split("-"));
    String slip = (key.charAt(0) == '0' ? '1' : '0') + groups.get(0).substring(1);
    Machine fresh = alice.another(directory.resolve("new"));
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = fresh.at(terminal, List.of("restore"));
      terminal
          .answers("Show what you type", "no")
          .answers("Group 1 and on: ", slip + " " + groups.get(1))
          .refused("2 of 14 groups.", "and on: ", String.join("", groups.subList(2, 13)))
          .refused("13 of 14 groups.", "Group 14 and on: ", "12U4")
          .refused("Group 14 is not four signs", "Group 14 and on: ", groups.get(13) + "0")
          .refused("Group 14 is not four signs", "Group 14 and on: ", groups.get(13))
          .refused("13 of 14 groups fit, group 1 does not", "Group 1 anew: ", groups.get(0))
          .answers("Password of", fresh.password())
          .answers("New passphrase for the key file: ", Machine.PASSPHRASE)
          .answers("The same again: ", Machine.PASSPHRASE)
          .answers("Keep server and login", "no");
      end(run).succeeds();
      assertThat(terminal.shown()).doesNotContain(groups.get(5));
    }
    fresh.restores(key.substring(5)).fails("13 of 14 groups");
  }

  @Test
  void aFingerprintFitsAnyTerminalAndTheQrCodeWhereItCan() throws Exception {
    Machine alice = withKeys();
    String fingerprint = alice.types(FINGERPRINT).succeeds().fingerprint();
    String lastRow = fingerprint.substring(54);
    for (int columns : List.of(200, 60, 30)) {
      try (PseudoTerminal terminal = new PseudoTerminal(columns, "xterm")) {
        CompletableFuture<Machine.Run> run = alice.at(terminal, FINGERPRINT);
        unlock(terminal, alice);
        Machine.Run shown = end(run).succeeds();
        assertThat(shown.out()).contains("  4   " + lastRow, "Text of the QR code  salus:v1:");
        assertThat(terminal.shown().contains("\u2588\u2580")).isEqualTo(columns > 40);
      }
    }
  }

  @Test
  void progressHasATotalAndADumbTerminalIsQuiet() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    Records.share(server, alice, Records.create(server, alice), bob.owner());
    for (String type : List.of("xterm", "dumb")) {
      try (PseudoTerminal terminal = new PseudoTerminal(80, type)) {
        CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("devices", "rotate"));
        unlock(terminal, alice);
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
    Machine alice = withKeys();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("devices", "rotate"));
      unlock(terminal, alice);
      end(run).succeeds();
      assertThat(terminal.shown()).doesNotContain("Sharings");
    }
  }

  @Test
  void whoIsMeantIsChosenByNumberAndADifferenceIsExplained() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    String bobs = bob.types(FINGERPRINT).succeeds().fingerprint();
    alice.types(List.of("name", bob.owner(), "Dr. Bob")).succeeds();
    try (PseudoTerminal terminal = new PseudoTerminal(60, "xterm")) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("verify"));
      unlock(terminal, alice);
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
