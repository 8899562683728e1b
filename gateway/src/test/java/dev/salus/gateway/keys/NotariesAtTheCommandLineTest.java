package dev.salus.gateway.keys;

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
    alice.types(notaries(appoint)).fails("untrusted key of data owner");
    three.forEach(notary -> compare(alice, notary));
    alice.types(notaries(appoint)).succeeds();
    three.forEach(notary -> compare(notary, alice));
    assertThat(alice.types(notaries("list")).succeeds().out()).contains("2 of");

    Machine fresh = alice.another(directory.resolve("new"));
    fresh.typesFirst(INIT, "yes").succeeds();
    fresh.types(notaries("restore", "2")).fails("ask your notaries first");
    String read = fresh.types(notaries("ask")).succeeds().fingerprint();
    approves(three.get(0), alice, read);
    compare(fresh, three.get(0));
    fresh.types(notaries("restore", "2")).fails("the shares of 1 more notaries are needed");
    approves(three.get(2), alice, read);
    compare(fresh, three.get(2));
    assertThat(Records.opens(server, fresh, patient)).isFalse();
    fresh.types(notaries("restore", "2")).succeeds();

    assertThat(Records.opens(server, fresh, patient)).isTrue();
  }

  private static void approves(Machine notary, Machine asker, String fingerprint) {
    assertThat(notary.types(notaries("pending")).succeeds().out())
        .contains(asker.owner(), "1 requests")
        .doesNotContain(fingerprint);
    notary
        .types(notaries("approve", asker.owner()), fingerprint(notary))
        .fails("not the fingerprint");
    notary.types(notaries("approve", asker.owner()), fingerprint).succeeds();
    assertThat(notary.types(notaries("pending")).succeeds().out()).contains("0 requests");
    notary
        .types(notaries("approve", asker.owner()), fingerprint)
        .fails("nobody with that id asks you");
  }

  @Test
  void whoAppointedNobodyIsTold() throws Exception {
    Machine alice = withKeys();

    alice.types(notaries("ask")).fails("you have appointed no notaries");
    alice.types(notaries("appoint", "1", alice.owner())).fails("others than oneself");
    assertThat(alice.types(notaries("list")).succeeds().out()).isEmpty();
  }
}
