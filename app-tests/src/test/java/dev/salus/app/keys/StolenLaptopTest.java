package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.connection.LogInCommand;
import dev.salus.app.terminal.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Your laptop was stolen, get your patients back", by what the screen says alone: each command
 * that is typed was named by the one before. With {@code -Dsalus.transcripts=FILE} what is seen is
 * added to that file.
 */
class StolenLaptopTest {

  private static final String KEEP = "Keep server and login on this machine";
  private static final String TYPED_HERE = "As typed here, since no profile keeps";

  private static KeysServer server;

  @TempDir private Path directory;

  private Machine laptop;
  private Machine fresh;
  private String patient;
  private String said = "";
  private boolean isKept;

  @BeforeAll
  static void start() throws TimeoutException {
    server = new KeysServer();
  }

  @AfterAll
  static void stop() throws TimeoutException {
    server.close();
  }

  @BeforeEach
  void aDoctorWithAPatient() throws Exception {
    laptop = server.personWithKeys(directory);
    patient = Records.create(server, laptop);
    fresh = laptop.another(directory.resolve("fresh"));
    said = "salus keys init, salus keys restore";
  }

  /** What the person types, after the password and, on a machine with keys, the passphrase. */
  private record Typed(String question, String answer) {}

  private static Typed typed(String question, String answer) {
    return new Typed(question, answer);
  }

  /** A command that the last one named, on a machine with keys. */
  private String then(Machine at, List<String> command, Typed... answers) throws Exception {
    return then(at, command, false, answers);
  }

  private String then(Machine at, List<String> command, boolean first, Typed... answers)
      throws Exception {
    String named =
        String.join(" ", command.stream().filter(word -> word.matches("[a-z-]+")).toList());
    assertThat(said.replaceAll("\\s+", " ")).contains(named);
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      boolean asKept = isKept && at.equals(fresh);
      CompletableFuture<Machine.Run> run =
          asKept ? at.atAsKept(terminal, command) : at.at(terminal, command);
      boolean keyFirst = command.equals(List.of("restore"));
      int from = 0;
      for (; keyFirst && from < answers.length; from++) {
        terminal.answers(answers[from].question(), answers[from].answer());
      }
      terminal.answers("Password of ", at.password());
      if (first) {
        terminal.answers("New passphrase for the key file: ", Machine.PASSPHRASE);
        terminal.answers("The same again: ", Machine.PASSPHRASE);
        if (keyFirst) {
          terminal.answers(KEEP, "no");
        }
      } else {
        terminal.answers("Passphrase of the key file: ", Machine.PASSPHRASE);
      }
      for (; from < answers.length; from++) {
        terminal.answers(answers[from].question(), answers[from].answer());
      }
      Machine.Run ended = run.get(180, TimeUnit.SECONDS);
      String seen =
          terminal.shownToTheEnd().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "") + ended.out();
      keep(command, seen + ended.err());
      ended.succeeds();
      said += seen;
      if (asKept) {
        assertThat(seen).doesNotContain(TYPED_HERE);
      }
      return seen;
    }
  }

  private static void keep(List<String> command, String seen) throws IOException {
    String file = System.getProperty("salus.transcripts");
    if (file != null) {
      Files.writeString(
          Path.of(file),
          "$ salus keys " + String.join(" ", command) + "\n" + seen.replace("\r", "") + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /** Says by number what is left, and is told how to go on. */
  private String init(String left, String keep) throws Exception {
    String screen =
        then(
            fresh,
            List.of("init"),
            true,
            typed("Which, 1 to 5", left),
            typed(KEEP, keep),
            typed("Name of this device (Enter for ", "new laptop"));
    isKept = keep.equals("yes");
    assertThat(screen.contains("They are kept, without any password, in")).isEqualTo(isKept);
    return screen;
  }

  private static String logIn(Machine at) throws Exception {
    try (PseudoTerminal terminal = new PseudoTerminal()) {
      CompletableFuture<Machine.Run> run =
          at.at(terminal, with -> LogInCommand.commandLine(with, at.environment()), List.of());
      terminal.answers("Password of ", at.password()).answers(KEEP, "no");
      run.get(180, TimeUnit.SECONDS).succeeds();
      return terminal.shownToTheEnd().replaceAll("\\s+", " ");
    }
  }

  private static String fingerprint(Machine of) {
    return of.types(List.of("fingerprint")).succeeds().fingerprint();
  }

  private static String status(Machine of) {
    return of.types(List.of("status")).succeeds().out().replaceAll("\\s+", " ");
  }

  /** What the last screen said is so, and the one that it names says the same. */
  private void isBack(String lastScreen) throws Exception {
    assertThat(lastScreen.replaceAll("\\s+", " "))
        .contains("Your patients are back: ", "'salus share list' names them");
    isOpen();
    assertThat(then(fresh, List.of("status")).replaceAll("\\s+", " "))
        .contains("patients: 1 of 1 open", "samples: 0 of 0 open")
        .doesNotContain("closed");
  }

  private void isOpen() throws TimeoutException {
    assertThat(Records.opens(server, fresh, patient)).isTrue();
  }

  /** That the screen has the command with all that has to be typed with it, in one line. */
  private void isPasted(String screen, String command) {
    assertThat(screen.replaceAll(" \\\\\r?\n +", " ").lines().map(String::strip))
        .contains(
            command
                + " --server "
                + fresh.server()
                + " --login "
                + fresh.login()
                + " --key-dir "
                + fresh.keys());
  }

  @Test
  void withARecoveryKey() throws Exception {
    String key =
        laptop.types(List.of("backup", "--yes-print-secret")).succeeds().line("  ").strip();

    String restored =
        then(
            fresh,
            List.of("restore"),
            true,
            typed("Show what you type", "yes"),
            typed("Group 1 and on: ", key));

    isBack(restored);
    isPasted(restored, "salus keys devices rotate");
    assertThat(status(fresh)).contains("came from another machine, which has it, too.");
    assertThat(then(fresh, List.of("devices", "rotate")).replaceAll("\\s+", " "))
        .contains("The old key is retired: nobody seals anything to it any more.");
    isOpen();
    assertThat(status(fresh)).doesNotContain("came from another machine");
    then(fresh, List.of("devices", "list"));
  }

  @Test
  void withARecoveryKeyAfterTheQuestion() throws Exception {
    String key =
        laptop.types(List.of("backup", "--yes-print-secret")).succeeds().line("  ").strip();

    isBack(
        then(
            fresh,
            List.of("init"),
            true,
            typed("Which, 1 to 5", "6"),
            typed("none of the numbers 1 to 5. Try again.", "1"),
            typed("Show what you type", "no"),
            typed("Group 1 and on: ", key),
            typed(KEEP, "yes")));
  }

  @Test
  void withAnotherDevice() throws Exception {
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    laptop.types(List.of("devices", "let-in"), fingerprint(phone)).succeeds();
    phone.types(List.of("devices", "let-in"), fingerprint(laptop)).succeeds();

    assertThat(init("2", "yes").replaceAll("\\s+", " "))
        .contains("and type this fingerprint there:");
    then(
        phone,
        List.of("devices", "let-in"),
        typed(
            "The fingerprint that the other device shows (or 'no' to give nothing): ",
            fingerprint(fresh)),
        typed("Name of that device, for you alone (Enter for none): ", ""));
    isBack(
        then(
            fresh,
            List.of("devices", "let-in"),
            typed(
                "The fingerprint that the other device shows (or 'no' to give nothing): ",
                fingerprint(phone)),
            typed("Name of that device, for you alone (Enter for none): ", "phone")));

    then(fresh, List.of("devices", "list"));
    String retired =
        then(
            fresh,
            List.of("devices", "retire"),
            typed("Which device (number or name): ", "1"),
            typed("for good [yes/no]: ", "yes"));
    assertThat(retired.replaceAll("\\s+", " "))
        .contains(
            "'phone' (number 2, made ",
            "If a device that you still have shows the same",
            fingerprint(laptop).substring(0, 17),
            "have your password changed now",
            "'salus keys verify " + laptop.login() + "' and type it.");
    isOpen();
  }

  @Test
  void withAKeyThatIsHandedOver() throws Exception {
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    laptop.types(List.of("devices", "let-in"), fingerprint(phone)).succeeds();
    phone.types(List.of("devices", "let-in"), fingerprint(laptop)).succeeds();
    String key =
        phone.types(List.of("hand-over", "--yes-print-secret")).succeeds().line("  ").strip();

    isBack(
        then(
            fresh,
            List.of("restore"),
            true,
            typed("Show what you type", "no"),
            typed("Group 1 and on: ", key)));
  }

  @Test
  void withNotaries() throws Exception {
    List<Machine> colleagues =
        List.of(server.personWithKeys(directory), server.personWithKeys(directory));
    for (Machine colleague : colleagues) {
      laptop.types(List.of("verify", colleague.login()), fingerprint(colleague)).succeeds();
    }
    laptop
        .types(
            List.of(
                "notaries", "appoint", "2", colleagues.get(0).login(), colleagues.get(1).login()))
        .succeeds();
    for (Machine colleague : colleagues) {
      colleague
          .types(List.of("notaries", "accept", laptop.login()), fingerprint(laptop))
          .succeeds();
    }

    said = "salus keys init";
    String read = init("3", "yes");
    assertThat(read).contains(colleagues.get(0).login(), colleagues.get(1).login());
    for (Machine colleague : colleagues) {
      assertThat(status(colleague))
          .startsWith("One whom the server calls '" + laptop.login() + "' asks you, as a notary,")
          .contains("'salus keys notaries approve " + laptop.login() + "'", "You are a notary of");
      then(
          colleague,
          List.of("notaries", "approve", laptop.login()),
          typed(
              "The fingerprint that they told you (or 'no' to give nothing): ",
              fingerprint(fresh)));
      assertThat(
              then(
                  fresh,
                  List.of("verify", colleague.login()),
                  typed(
                      "The fingerprint that they told you (or 'no' to trust nothing): ",
                      fingerprint(colleague))))
          .contains("'salus keys notaries restore'");
      if (colleague.equals(colleagues.get(0))) {
        assertThat(status(fresh))
            .contains(
                "answered: one whom the server calls '"
                    + colleague.login()
                    + "'; 1 more is needed: call one whom the server calls '",
                colleagues.get(1).login(),
                "Then: 'salus keys notaries restore'")
            .doesNotContain("'salus keys notaries ask'");
      }
    }
    isBack(then(fresh, List.of("notaries", "restore"), typed("Is it so [yes/no]: ", "yes")));

    then(fresh, List.of("devices", "rotate"));
    isOpen();
    then(fresh, List.of("devices", "list"));
  }

  @Test
  void withAccessThatOthersGiveBack() throws Exception {
    Machine colleague = server.personWithKeys(directory);
    colleague.types(List.of("verify", laptop.login()), fingerprint(laptop)).succeeds();
    laptop.types(List.of("verify", colleague.login()), fingerprint(colleague)).succeeds();
    laptop.shares(List.of("give", "1", colleague.login())).succeeds();
    laptop.shares(List.of("always", colleague.login())).succeeds();
    String later = Records.create(server, laptop);

    String asked = init("4", "no");
    assertThat(asked.replaceAll("\\s+", " "))
        .contains(
            "1 person is asked",
            "Your patients are NOT back yet: all 2 that the server lists are closed");
    isPasted(asked, "salus keys take-back " + colleague.login());
    assertThat(then(fresh, List.of("status")).replaceAll("\\s+", " "))
        .contains(
            "patients: 0 of 2 open",
            "2 records are closed, because this machine has no key for them",
            "What you shared with nobody, those whom you asked cannot give back.",
            "This machine has a key for 0 of 2 sharings. It has none for:")
        .doesNotContain("'salus keys ask-back'");
    assertThat(status(colleague))
        .startsWith(
            "One whom the server calls '"
                + laptop.login()
                + "' asks you to give access back. If you have them on the"
                + " phone, or before you: 'salus keys give-back "
                + laptop.login()
                + "'.");
    assertThat(logIn(colleague.another(directory.resolve("elsewhere"))))
        .contains(
            "As the server says, '" + laptop.login() + "' (" + laptop.owner() + ") waits for you,",
            "'salus keys status' shows what they ask for");
    assertThat(status(fresh)).contains("and has not given access back yet: call them");
    assertThat(then(colleague, List.of("give-back"))).contains("1  ", laptop.login());
    colleague.types(List.of("give-back", "1"), "no").fails("nothing was given");
    String given =
        then(
            colleague,
            List.of("give-back", "1"),
            typed(
                "The fingerprint that they told you (or 'no' to give nothing): ",
                fingerprint(fresh)));
    assertThat(given.replaceAll("\\s+", " "))
        .contains(
            "This is about one whom the server calls '"
                + laptop.login()
                + "', who asked for access on ",
            "Go on only with them on the phone, or before you:",
            "Sharings 100%");
    assertThat(then(fresh, List.of("status")).replaceAll("\\s+", " "))
        .contains(
            "has given back, if you have not taken it yet: 'salus keys take-back "
                + colleague.login()
                + "'");
    String taken =
        then(
            fresh,
            List.of("take-back"),
            typed("Who (number, name or id): ", "1"),
            typed(
                "The fingerprint that they told you (or 'no' to trust nothing): ",
                fingerprint(colleague)));

    assertThat(taken.replaceAll("\\s+", " "))
        .contains(
            "Your patients are back: all 2 patients that the server lists open on this machine.");
    assertThat(Records.opens(server, fresh, later)).isTrue();
    isOpen();
    assertThat(then(fresh, List.of("status")).replaceAll("\\s+", " "))
        .contains(
            "patients: 2 of 2 open",
            "new laptop', made",
            "1 lost key of yours is still in use: others seal to it. 'salus keys devices retire 1'")
        .doesNotContain("closed");
    assertThat(then(fresh, List.of("devices", "list")).replaceAll("\\s+", " "))
        .contains(
            "lost, and still in use. It was told by somebody",
            "If you have it, do nothing; else: 'salus keys devices retire 1'");
    then(fresh, List.of("devices", "retire", "1"), typed("for good [yes/no]: ", "yes"));
    isOpen();
    assertThat(fresh.types(List.of("devices", "list")).succeeds().out())
        .contains("lost, and retired")
        .doesNotContain("still in use");
    assertThat(status(fresh)).doesNotContain("still in use");
  }
}
