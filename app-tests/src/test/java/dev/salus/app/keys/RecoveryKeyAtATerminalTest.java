package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.terminal.PseudoTerminal;
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

/** A recovery key at a real terminal: shown, written down, typed again. */
class RecoveryKeyAtATerminalTest {

  private static final List<String> BACKUP = List.of("backup");
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
    Machine alice = server.personWithKeys(directory);
    Machine.Run older = alice.types(List.of("backup", "--yes-print-secret")).succeeds();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("backup", "--replace"));
      alice.unlocksAt(terminal).waitFor(ALTERNATE_SCREEN);
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
    Machine alice = server.personWithKeys(directory);
    Machine.Run older = alice.types(List.of("backup", "--yes-print-secret")).succeeds();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("backup", "--replace"));
      alice.unlocksAt(terminal);
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
  void aSecretIsNotPrintedUnlessSomebodySaysSo() throws Exception {
    Machine alice = server.personWithKeys(directory);

    alice.types(BACKUP).fails("--yes-print-secret");
    alice.types(List.of("hand-over")).fails("--yes-print-secret");

    assertThat(alice.types(List.of("backup", "--yes-print-secret")).succeeds().out())
        .doesNotContain("Earlier recovery keys");
  }

  @Test
  void thePageToPrintIsForItsOwnerOnly() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Path page = directory.resolve("key.html");
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          alice.at(terminal, List.of("backup", "--sheet", page.toString()));
      alice.unlocksAt(terminal).waitFor("Type group ");
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
    Machine alice = server.personWithKeys(directory);
    Path page = directory.resolve("key.html");
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          alice.at(terminal, List.of("backup", "--sheet", page.toString()));
      alice.unlocksAt(terminal);
      for (int attempt = 0; attempt < 3; attempt++) {
        terminal.answers("from your paper: ", "AAAA");
      }

      end(run).fails("This page opens nothing, and its file is deleted: destroy prints of it");
    }
    assertThat(page).doesNotExist();
  }

  @Test
  void groupsInAnotherOrderAreFound() throws Exception {
    Machine alice = server.personWithKeys(directory);
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
  void aRecoveryKeyIsTypedGroupByGroupBeforeAnythingElse() throws Exception {
    Machine alice = server.personWithKeys(directory);
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
}
