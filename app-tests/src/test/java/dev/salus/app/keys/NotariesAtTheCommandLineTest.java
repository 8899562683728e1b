package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario S44 as people play it at the command line: two of three notaries. */
class NotariesAtTheCommandLineTest {

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

  private Machine withKeys() throws TimeoutException {
    Machine machine = server.person(directory);
    machine.typesFirst(INIT, "yes").succeeds();
    return machine;
  }

  private static String fingerprint(Machine machine) {
    return machine.types(FINGERPRINT).succeeds().fingerprint();
  }

  private static void compare(Machine who, Machine whose) {
    who.types(List.of("verify", whose.owner()), fingerprint(whose)).succeeds();
  }

  private static void accepts(Machine notary, Machine whose) {
    List<String> accept = notaries("accept", whose.owner());
    assertThat(notary.types(notaries("list")).succeeds().out()).contains("not taken on");
    notary.types(accept, fingerprint(notary)).fails("not the fingerprint");
    notary.types(accept, fingerprint(whose)).succeeds();
    assertThat(notary.types(notaries("list")).succeeds().out()).doesNotContain("not taken on");
    notary.types(accept, fingerprint(whose)).succeeds();
  }

  private static List<String> notaries(String... command) {
    return Stream.concat(Stream.of("notaries"), Stream.of(command)).toList();
  }

  @Test
  void s44_twoOfThreeNotariesRestoreTheKeys() throws Exception {
    Machine alice = withKeys();
    List<Machine> three = List.of(withKeys(), withKeys(), withKeys());
    String patient = Records.create(server, alice);
    String[] appoint = {
      "appoint", "2", three.get(0).owner(), three.get(1).owner(), three.get(2).owner()
    };
    Machine.Run untrusted = alice.types(notaries(appoint));
    untrusted.fails("you have not compared the fingerprint of");
    three.forEach(
        notary ->
            assertThat(untrusted.out() + untrusted.err()).doesNotContain(fingerprint(notary)));
    three.forEach(notary -> compare(alice, notary));
    alice.types(notaries(appoint)).succeeds();
    accepts(three.get(0), alice);
    assertThat(alice.types(notaries("list")).succeeds().out())
        .contains("has NOT taken it on", "1 took it on, which is NOT enough");
    three.stream().skip(1).forEach(notary -> accepts(notary, alice));
    assertThat(alice.types(List.of("backup", "--yes-print-secret")).succeeds().out())
        .as("what notaries open is no recovery key")
        .doesNotContain("Earlier recovery keys");
    alice.types(List.of("backup", "--replace", "--yes-print-secret")).succeeds();
    assertThat(alice.types(notaries("list")).succeeds().out())
        .contains("2 of", "3 took it on, which is enough")
        .doesNotContain("NOT");

    Machine fresh = alice.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();
    fresh.types(notaries("restore", "2")).fails("ask your notaries first");
    assertThat(fresh.types(notaries("list")).succeeds().out())
        .contains(
            "cannot be told before you compare their key",
            "It knows 3 of them by the server",
            "do NOT appoint others before you have them back")
        .doesNotContain("has NOT taken it on", "appoint again");
    String read = fresh.types(notaries("ask")).succeeds().fingerprint();
    approves(three.get(0), alice, read);
    compare(fresh, three.get(0));
    fresh.types(notaries("appoint", "1", three.get(0).owner()), "no").fails("nothing was done");
    Machine.Run early = fresh.types(notaries("restore"));
    early.fails("1 more is needed");
    assertThat(early.out())
        .contains(
            "answered  one whom the server calls '" + three.get(0).login(),
            "NOT YET   one whom the server calls '" + three.get(1).login());
    three.get(2).types(List.of("name", alice.owner(), "Alba O'Ruiz")).succeeds();
    three.get(2).types(notaries("approve", "Alba", "O\u2019Ruiz"), "").fails("nothing was given");
    three
        .get(2)
        .types(concat(notaries("approve", "alba", "o'ruiz"), read.split(" ", -1)))
        .succeeds();
    compare(fresh, three.get(2));
    assertThat(Records.opens(server, fresh, patient)).isFalse();
    Machine.Run asked = fresh.types(notaries("restore"), "no");
    asked.fails("nothing was done");
    assertThat(asked.out()).contains(three.get(1).owner(), "any 2 of them together");
    assertThat(Records.opens(server, fresh, patient)).isFalse();
    fresh.types(notaries("restore", "3")).fails("needs fewer notaries");
    assertThat(fresh.types(notaries("restore"), "yes").succeeds().out())
        .contains("Your patients are back: ");

    assertThat(Records.opens(server, fresh, patient)).isTrue();
  }

  private static List<String> concat(List<String> words, String... more) {
    return Stream.concat(words.stream(), Stream.of(more)).toList();
  }

  private static void approves(Machine notary, Machine asker, String fingerprint) {
    assertThat(notary.types(notaries("pending")).succeeds().out())
        .contains(asker.owner(), "1 request ")
        .doesNotContain(fingerprint);
    Machine.Run refused = notary.types(notaries("approve", asker.owner()), fingerprint(notary));
    refused.fails("not the fingerprint");
    assertThat(refused.out() + refused.err()).doesNotContain(fingerprint);
    notary.types(notaries("approve", asker.owner()), fingerprint).succeeds();
    assertThat(notary.types(notaries("pending")).succeeds().out()).contains("0 requests");
    notary
        .types(notaries("approve", asker.owner()), fingerprint)
        .fails("nobody of that name or id asks you");
  }

  @Test
  void s44_aLaterRequestDoesNotHideTheOneThatIsAnswered() throws Exception {
    Machine alice = withKeys();
    List<Machine> two = List.of(withKeys(), withKeys());
    String patient = Records.create(server, alice);
    two.forEach(notary -> compare(alice, notary));
    alice.types(notaries("appoint", "2", two.get(0).owner(), two.get(1).owner())).succeeds();
    two.forEach(notary -> accepts(notary, alice));
    Machine fresh = alice.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();
    String read = fresh.types(notaries("ask")).succeeds().fingerprint();
    two.forEach(notary -> compare(fresh, notary));
    approves(two.get(0), alice, read);
    fresh.types(List.of("devices", "rotate")).succeeds();
    fresh.types(notaries("ask")).succeeds();
    Machine elsewhere = alice.another(directory.resolve("elsewhere"));
    elsewhere.typesFirst(INIT, "yes").succeeds();
    elsewhere.types(notaries("restore", "2")).fails("made on another machine");
    elsewhere.types(notaries("restore")).fails("made on another machine");
    elsewhere.types(notaries("ask")).succeeds();

    fresh.types(notaries("restore", "2")).fails("1 more is needed");
    String rotated = fingerprint(fresh);
    two.get(0).types(notaries("approve", alice.owner()), rotated).succeeds();
    two.get(1).types(notaries("approve", alice.owner()), rotated).succeeds();
    fresh.types(notaries("restore", "2")).succeeds();

    assertThat(Records.opens(server, fresh, patient)).isTrue();
  }

  @Test
  void aNotaryAnswersAllRequestsForTheSameKeyAtOnce() throws Exception {
    Machine alice = withKeys();
    Machine notary = withKeys();
    compare(alice, notary);
    Records.appointBesides(server, alice, notary.owner());
    Records.appointBesides(server, alice, notary.owner());
    notary.types(notaries("accept"), "1", fingerprint(alice)).succeeds();
    String read = alice.types(notaries("ask")).succeeds().fingerprint();
    assertThat(notary.types(notaries("pending")).succeeds().out()).contains("2 requests");

    notary.types(notaries("approve", alice.owner()), read).succeeds();

    assertThat(notary.types(notaries("pending")).succeeds().out()).contains("0 requests");
  }

  @Test
  void whoAppointedNobodyIsTold() throws Exception {
    Machine alice = withKeys();

    alice.types(notaries("ask")).fails("you have appointed no notaries");
    alice.types(notaries("accept")).fails("nobody has appointed you");
    alice.types(notaries("approve")).fails("nobody asks you as a notary");
    alice
        .types(notaries("appoint", "bruno", "carla"))
        .fails("first how many of them it takes, then who they are: salus keys notaries appoint 2");
    alice.types(notaries("appoint", "2")).fails("say who they are, too");
    alice.types(notaries("appoint", "1", alice.owner())).fails("others than oneself");
    assertThat(alice.types(notaries("list")).succeeds().out())
        .contains("You have appointed no notaries");
  }
}
