package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario S49 at the command line: two devices of one person. */
class DevicesAtTheCommandLineTest {

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
    machine.typesFirst(List.of("init"), "yes").succeeds();
    return machine;
  }

  @Test
  void s49_aSecondDeviceIsLetInAndReads() throws Exception {
    Machine laptop = withKeys();
    String patient = Records.create(server, laptop);
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    String phones = phone.types(List.of("fingerprint")).succeeds().fingerprint();
    String laptops = laptop.types(List.of("fingerprint")).succeeds().fingerprint();
    assertThat(Records.opens(server, phone, patient)).isFalse();
    assertThat(laptop.types(List.of("devices", "list")).succeeds().out())
        .contains("NOT let in")
        .doesNotContain(phones);

    laptop.types(List.of("devices", "let-in"), laptops.replace('1', '2')).fails("no key of yours");
    laptop.types(List.of("devices", "let-in", phones)).succeeds();
    phone.types(List.of("devices", "let-in"), laptops).succeeds();

    assertThat(Records.opens(server, phone, patient)).isTrue();
    assertThat(laptop.types(List.of("devices", "list")).succeeds().out())
        .contains("another device, trusted", "this device", phones, laptops);
  }

  @Test
  void whatStaysClosedIsToldByPersonWithTheReasonAndTheCommand() throws Exception {
    Machine laptop = withKeys();
    Machine bob = withKeys();
    Records.share(server, laptop, Records.create(server, laptop), bob.owner());
    laptop.types(List.of("name", bob.owner(), "Dr. Bob")).succeeds();
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    Machine third = laptop.another(directory.resolve("third"));
    third.typesFirst(List.of("init"), "yes").succeeds();
    String thirds = third.types(List.of("fingerprint")).succeeds().fingerprint();

    assertThat(phone.types(List.of("devices", "let-in"), thirds).succeeds().out())
        .contains(
            "2 sharings stay closed to it.",
            "this machine has no key for them:",
            "  1 with one whom the server calls '" + bob.login() + "' (" + bob.owner() + ")",
            "  1 with yourself",
            "run 'salus keys devices let-in' there");
    assertThat(laptop.types(List.of("people")).succeeds().out())
        .contains("1  Dr. Bob (" + bob.owner() + "): NOT compared", "1 person.");
    String bobs = bob.types(List.of("fingerprint")).fingerprint();
    laptop.types(List.of("verify", "1"), bobs).succeeds();
    laptop.types(List.of("verify", "2"), bobs).fails("there is no number 2 in the list");
    assertThat(laptop.types(List.of("people")).succeeds().out()).contains("): compared");
  }

  @Test
  void aLostDeviceIsRetiredAfterAYes() throws Exception {
    Machine laptop = withKeys();
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    String phones = phone.types(List.of("fingerprint")).succeeds().fingerprint();
    String listed = laptop.types(List.of("devices", "list")).succeeds().out();
    String keyId =
        listed.lines().filter(line -> line.contains("NOT let in")).findFirst().orElseThrow();
    List<String> retire = List.of("devices", "retire", keyId.substring(0, keyId.indexOf(' ')));

    laptop.types(retire, "no").fails("nothing was done");
    laptop.types(retire, "yes").succeeds();

    assertThat(laptop.types(List.of("devices", "list")).succeeds().out())
        .contains("retired", phones)
        .doesNotContain("NOT let in");
  }

  @Test
  void theKeyOfADeviceIsReplaced() throws Exception {
    Machine laptop = withKeys();
    String patient = Records.create(server, laptop);
    String before = laptop.types(List.of("fingerprint")).succeeds().fingerprint();
    laptop.types(List.of("name", "1", "laptop")).succeeds();

    Machine.Run rotated = laptop.types(List.of("devices", "rotate")).succeeds();

    assertThat(rotated.fingerprint()).isNotEqualTo(before);
    assertThat(laptop.types(List.of("fingerprint")).succeeds().fingerprint())
        .isEqualTo(rotated.fingerprint());
    assertThat(Records.opens(server, laptop, patient)).isTrue();
    assertThat(laptop.types(List.of("devices", "list")).succeeds().out())
        .contains("name    laptop\n", "name    laptop (earlier key)");
  }

  @Test
  void devicesHaveNumbersAndNames() throws Exception {
    Machine laptop = withKeys();
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    laptop.types(List.of("name", "1", "laptop")).succeeds();
    laptop.types(List.of("name", "2", "old phone")).succeeds();

    String listed = laptop.types(List.of("devices", "list")).succeeds().out();
    assertThat(listed).contains("1  this device", "name    laptop", "name    old phone");
    laptop
        .types(List.of("devices", "retire", "laptop"), "yes")
        .fails("'salus keys devices rotate'");
    laptop.types(List.of("devices", "retire", "3"), "yes").fails("there is no device '3'");
    Machine.Run retired = laptop.types(List.of("devices", "retire", "old phone"), "y");
    assertThat(retired.succeeds().err()).contains("Retire 'old phone' (number 2, made ");
    laptop.types(List.of("devices", "retire", "2"), "yes").fails("retired already");
  }

  @Test
  void peopleHaveNamesThatOnlyTheirOwnerSees() throws Exception {
    Machine alice = withKeys();
    Machine bob = withKeys();
    String code = bob.types(List.of("fingerprint")).succeeds().out();
    String qr = code.substring(code.indexOf("salus:v1:")).lines().findFirst().orElseThrow();

    alice.types(List.of("verify", qr)).succeeds();
    alice.types(List.of("name", qr, "Dr. Bob")).succeeds();

    assertThat(alice.types(List.of("verify", "dr. bob"), qr).succeeds().out())
        .contains("This is about Dr. Bob.", "If they have not compared yours yet");
    assertThat(bob.types(List.of("verify", alice.login()), qr).out())
        .contains("one whom the server calls '" + alice.login() + "'");
    alice.types(List.of("verify", "Dr. Nobody"), qr).fails("nobody is called 'Dr. Nobody'");
  }
}
