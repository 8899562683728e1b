package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.terminal.PseudoTerminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far it is with notaries, said where somebody looks for it. */
class NotaryWordsTest {

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

  private static String compare(Machine who, Machine whose) {
    return who.types(List.of("verify", whose.owner()), fingerprint(whose))
        .succeeds()
        .out()
        .replaceAll("\\s+", " ");
  }

  @Test
  void whoComparesANotaryIsToldHowManyHaveAnsweredAndWhenItIsEnough() throws Exception {
    Machine alice = server.personWithKeys(directory);
    List<Machine> two = List.of(server.personWithKeys(directory), server.personWithKeys(directory));
    for (Machine notary : two) {
      compare(alice, notary);
    }
    alice
        .types(List.of("notaries", "appoint", "2", two.get(0).owner(), two.get(1).owner()))
        .succeeds();
    for (Machine notary : two) {
      notary.types(List.of("notaries", "accept", alice.owner()), fingerprint(alice)).succeeds();
    }
    Machine fresh = alice.another(directory.resolve("fresh"));
    fresh.typesFirst(List.of("init"), "yes").succeeds();
    fresh.types(List.of("notaries", "ask")).succeeds();
    List<String> approve = List.of("notaries", "approve", alice.owner());

    two.get(0).types(approve, fingerprint(fresh)).succeeds();
    assertThat(compare(fresh, two.get(0)))
        .contains(
            "They are one of the notaries whom you asked for your keys. As the server says, 1 of"
                + " the 2 that it takes has answered; 1 more has to, then 'salus keys notaries"
                + " restore'.");
    two.get(1).types(approve, fingerprint(fresh)).succeeds();
    assertThat(compare(fresh, two.get(0)))
        .contains(
            "2 of the 2 that it takes have answered, which is enough once you compared them: 'salus"
                + " keys verify "
                + two.get(1).login()
                + "'. Then: 'salus keys notaries restore'.");
    assertThat(compare(fresh, two.get(1)))
        .contains("have answered, which is enough. Now: 'salus keys notaries restore'.");

    Machine nobody = server.personWithKeys(directory);
    assertThat(compare(fresh, nobody)).doesNotContain("notaries");
  }

  @Test
  void whoTakesOnSeveralSetsOfOnePersonIsTold() throws Exception {
    Machine alice = server.personWithKeys(directory);
    Machine notary = server.personWithKeys(directory);
    compare(alice, notary);
    for (int set = 0; set < 3; set++) {
      Records.appointBesides(server, alice, notary.owner());
    }
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run = notary.at(terminal, List.of("notaries", "accept"));
      terminal
          .answers("Password of", notary.password())
          .answers("Passphrase of the key file: ", Machine.PASSPHRASE)
          .answers("Who (number, name or id): ", "1")
          .answers("The fingerprint that they told you", fingerprint(alice));
      run.get(60, TimeUnit.SECONDS).succeeds();
      assertThat(terminal.shownToTheEnd().replaceAll("\\s+", " "))
          .contains(
              "And 2 older sets of notaries of theirs wait for you: you take them on as well.");
    }
    assertThat(notary.types(List.of("notaries", "list")).succeeds().out())
        .doesNotContain("not taken on");
  }
}
