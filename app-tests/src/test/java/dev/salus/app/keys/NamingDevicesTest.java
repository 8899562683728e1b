package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.terminal.PseudoTerminal;
import dev.salus.sdk.keys.FileKeyStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of devices, which nobody needs: a slip in one undoes and hides nothing. */
class NamingDevicesTest {

  private static final String NO_NAME = "So that device has no name yet:";

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

  private static String words(Machine.Run run) throws Exception {
    return run.succeeds().out().replaceAll("\\s+", " ");
  }

  private static Machine.Run end(CompletableFuture<Machine.Run> run) throws Exception {
    return run.get(60, TimeUnit.SECONDS);
  }

  private Machine phoneOf(Machine laptop) {
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    return phone;
  }

  @Test
  void aSlipInItDoesNotEndALetIn() throws Exception {
    Machine laptop = server.personWithKeys(directory);
    String phones = phoneOf(laptop).types(List.of("fingerprint")).succeeds().fingerprint();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          laptop.at(terminal, List.of("devices", "let-in", phones));
      terminal
          .answers("Password of", laptop.password())
          .answers("Passphrase of the key file: ", Machine.PASSPHRASE)
          .answers("Name of that device", "phone\u0085")
          .refused("A name has no control characters", "Name of that device", "2")
          .refused("a number means one of a list", "Name of that device", "x".repeat(101));

      assertThat(words(end(run)))
          .contains(
              "If the other device has let this one in already, both are done.",
              "A name has 100 characters at most. " + NO_NAME,
              "Each device of yours knows only whom you compared on it");
    }
    assertThat(laptop.types(List.of("devices", "list")).succeeds().out())
        .contains("another device, trusted", "name    none; 'salus keys name' gives it one");
  }

  @Test
  void allElseIsSaidBeforeTheNameOfADeviceThatIsLetIn() throws Exception {
    Machine laptop = server.personWithKeys(directory);
    String phones = phoneOf(laptop).types(List.of("fingerprint")).succeeds().fingerprint();
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          laptop.at(terminal, List.of("devices", "let-in", phones));
      terminal
          .answers("Password of", laptop.password())
          .answers("Passphrase of the key file: ", Machine.PASSPHRASE)
          .answers("Name of that device", "\u0004");

      assertThat(words(end(run))).contains("If a device is lost:", NO_NAME);
    }
  }

  @Test
  void aSlipInItDoesNotEndTheMakingOfKeys() throws Exception {
    Machine alice = server.person(directory);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = alice.at(terminal, List.of("init"));
      terminal
          .answers("Password of", alice.password())
          .answers("New passphrase for the key file: ", Machine.PASSPHRASE)
          .answers("The same again: ", Machine.PASSPHRASE)
          .answers("Make new keys now [yes/no]: ", "yes")
          .answers("Keep server and login", "perhaps")
          .refused("neither yes nor no", "Keep server and login", "perhaps")
          .refused("neither yes nor no", "Keep server and login", "perhaps")
          .refused("They are not kept;", "Name of this device", "12")
          .refused("Try again.", "Name of this device", "salus keys status")
          .refused("Try again.", "Name of this device", "lap\u0085top");

      assertThat(words(end(run)))
          .contains(NO_NAME, "This machine has a key of yours now.", "Now make a recovery key");
    }
  }

  @Test
  void aNameThatIsAnArgumentIsLookedAtBeforeKeysAreMade() throws Exception {
    Machine alice = server.person(directory);

    for (String name : List.of("lap\ttop", "1", "x".repeat(101))) {
      alice.typesFirst(List.of("init", "--name", name), "yes").fails("a name has");
    }

    assertThat(FileKeyStore.file(alice.keys(), alice.owner())).doesNotExist();
  }

  @Test
  void ofEqualNamesTheNumberIsAskedForAndANumberMeansTheList() throws Exception {
    Machine laptop = server.personWithKeys(directory);
    phoneOf(laptop);
    Machine tablet = laptop.another(directory.resolve("tablet"));
    tablet.typesFirst(List.of("init"), "yes").succeeds();
    laptop.types(List.of("name", "2", "phone")).succeeds();
    laptop.types(List.of("name", "3", "phone")).succeeds();

    laptop
        .types(List.of("devices", "retire", "phone"), "yes")
        .fails("more than one device is called 'phone', so say the number: 2, made ");
    laptop.types(List.of("name", "2", "3")).fails("a number means one of a list");
    laptop.types(List.of("name", laptop.owner(), "12345")).fails("a number means one of a list");
    laptop.types(List.of("name", "4", "a person")).fails("there is no device number 4");
    laptop.types(List.of("devices", "retire", "3"), "yes").succeeds();

    String listed = laptop.types(List.of("devices", "list")).succeeds().out();
    assertThat(listed).contains("2  another device", "3  retired");
  }
}
