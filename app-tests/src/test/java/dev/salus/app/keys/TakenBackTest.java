package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back by those one shared with has an end, also if not all of it comes back. */
class TakenBackTest {

  private static final List<String> FINGERPRINT = List.of("fingerprint");
  private static final List<String> STATUS = List.of("status");

  private static KeysServer server;

  @TempDir private Path directory;

  private Machine laptop;
  private Machine bob;
  private Machine fresh;

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  /** Of whom Bob had compared one machine only; both are lost. */
  @BeforeEach
  void somebodyWhoSharedFromTwoMachines() throws Exception {
    laptop = server.personWithKeys(directory);
    bob = server.personWithKeys(directory);
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    Records.share(server, laptop, Records.create(server, laptop), bob.owner());
    Records.share(server, phone, Records.create(server, phone), bob.owner());
    bob.types(List.of("verify", laptop.owner()), fingerprint(laptop)).succeeds();
    fresh = laptop.another(directory.resolve("fresh"));
    fresh.typesFirst(List.of("init"), "yes").succeeds();
  }

  private static String fingerprint(Machine of) {
    return of.types(FINGERPRINT).succeeds().fingerprint();
  }

  private static String words(Machine.Run run) {
    return run.succeeds().out().replaceAll("\\s+", " ");
  }

  private void askAndGive() {
    fresh.types(List.of("ask-back")).succeeds();
    bob.types(List.of("give-back", laptop.owner()), fingerprint(fresh)).succeeds();
  }

  private String takeBack() {
    return words(fresh.types(List.of("take-back", bob.owner()), fingerprint(bob)));
  }

  @Test
  void whatStaysClosedIsSaidWithTheReasonAndNothingIsToBeTakenAnyMore() throws Exception {
    String rest = "1 sharing with one whom the server calls '" + bob.login() + "' stays closed";
    askAndGive();
    assertThat(words(fresh.types(STATUS))).contains("'salus keys take-back " + bob.login() + "'");

    assertThat(takeBack()).contains(rest, "with a key that they had not compared");

    assertThat(words(fresh.types(STATUS)))
        .contains("1 of 2", "because this machine has no key for it,", rest)
        .doesNotContain("take-back");
    Path taken = fresh.keys().resolve(fresh.owner() + ".taken");
    assertThat(Files.getPosixFilePermissions(taken))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theEndSaysWhatIsSoAndWhatOnlyTheServerSays() throws Exception {
    askAndGive();
    takeBack();

    assertThat(words(fresh.types(STATUS)))
        .contains(
            "What one whom the server calls '" + bob.login() + "' gave back, you have taken:",
            "is no word of the server's.",
            "As far as the server says, you shared with nobody else, and they gave back all that"
                + " they could.",
            "If you remember others, tell who runs your server.")
        .doesNotContain("Everybody whom you shared with has given back");
  }

  @Test
  void whatIsTakenStaysSoUnderANewKeyAndIsTakenAnewOnceItIsAskedForAnew() throws Exception {
    askAndGive();
    takeBack();
    fresh.types(List.of("devices", "rotate")).succeeds();
    assertThat(words(fresh.types(STATUS)))
        .contains("gave back, you have taken")
        .doesNotContain("take-back");

    askAndGive();

    assertThat(words(fresh.types(STATUS))).contains("'salus keys take-back " + bob.login() + "'");
  }

  @Test
  void whoToldThatAKeyIsLostIsTheServersWordAndItsSilenceEndsNothing() throws Exception {
    askAndGive();
    takeBack();
    assertThat(words(fresh.types(List.of("devices", "list"))))
        .contains(
            "lost, and still in use. It was told by somebody of whom you took access back; the"
                + " server says, by '"
                + bob.login()
                + "'. If you have it, do nothing; else: 'salus keys devices retire 1'");

    try (ServerBetween between = new ServerBetween(server)) {
      Machine served = between.fails("GET /api/v1/access-back").of(fresh);
      assertThat(words(served.types(List.of("devices", "list"))))
          .contains(
              "lost, and still in use. It was told by somebody of whom you took access back. If you"
                  + " have it,");
    }
  }
}
