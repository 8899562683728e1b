package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.connection.LogInCommand;
import dev.salus.app.connection.LogOutCommand;
import dev.salus.app.terminal.PseudoTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One log-in, kept for a short while by choice. */
class LogInAtATerminalTest {

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

  private static void logIn(Machine person, String keep) throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          person.at(
              terminal,
              at -> LogInCommand.commandLine(at, person.environment()),
              List.of("--keep", keep));
      terminal
          .answers("Password of " + person.login() + ": ", person.password())
          .answers("Keep server and login", "no");
      assertThat(end(run).succeeds().out()).contains("You are logged in as " + person.login());
    }
  }

  private static String logOut(Machine person) throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      return end(person.at(
              terminal, at -> LogOutCommand.commandLine(at, person.environment()), List.of()))
          .succeeds()
          .out();
    }
  }

  /** The passphrase is all that is asked for. */
  private static void asksForNoPassword(Machine person) throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = person.at(terminal, FINGERPRINT);
      terminal.answers("Passphrase of the key file: ", Machine.PASSPHRASE);
      end(run).succeeds();
      assertThat(terminal.shown()).doesNotContain("Password");
    }
  }

  private static void asksForThePasswordAgain(Machine person, String password) throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = person.at(terminal, FINGERPRINT);
      terminal
          .answers("Password of " + person.login() + ": ", password)
          .answers("Passphrase of the key file: ", Machine.PASSPHRASE);
      end(run).succeeds();
    }
  }

  private static List<Path> kept(Machine person) throws Exception {
    try (Stream<Path> files = Files.list(person.keys())) {
      return files.filter(file -> file.toString().endsWith(".login")).toList();
    }
  }

  @Test
  void aLogInIsKeptUntilItIsEndedAndNeverThePassword() throws Exception {
    Machine alice = server.personWithKeys(directory);

    logIn(alice, "15m");
    asksForNoPassword(alice);
    asksForNoPassword(alice);

    Path file = kept(alice).get(0);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    String copy = Files.readString(file);
    assertThat(copy).doesNotContain(alice.password()).contains("refreshToken");
    alice.types(FINGERPRINT).succeeds();

    assertThat(logOut(alice)).contains("You are logged out.");
    assertThat(kept(alice)).isEmpty();
    assertThat(logOut(alice)).contains("No log-in is kept here.");
    Files.writeString(file, copy);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    asksForThePasswordAgain(alice, alice.password());
    assertThat(kept(alice)).isEmpty();
  }

  @Test
  void aChangedPasswordEndsIt() throws Exception {
    Machine alice = server.personWithKeys(directory);
    logIn(alice, "15m");

    server.changePassword(alice, "quite another password");

    asksForThePasswordAgain(alice, "quite another password");
    assertThat(kept(alice)).isEmpty();
  }

  @Test
  void itIsKeptForAShortWhileOnly() throws Exception {
    Machine alice = server.personWithKeys(directory);
    for (String time : List.of("30s", "13h")) {
      try (PseudoTerminal terminal = new PseudoTerminal()) {
        end(alice.at(
                terminal,
                at -> LogInCommand.commandLine(at, alice.environment()),
                List.of("--keep", time)))
            .fails("--keep must be from 1m to 12h");
      }
    }
  }
}
