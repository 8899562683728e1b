package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static KeysServer server;

  @TempDir private Path directory;

  private Machine laptop;
  private Machine fresh;
  private String patient;
  private String said = "";

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
      CompletableFuture<Machine.Run> run = at.at(terminal, command);
      boolean keyFirst = command.equals(List.of("restore"));
      int from = 0;
      for (; keyFirst && from < answers.length; from++) {
        terminal.answers(answers[from].question(), answers[from].answer());
      }
      terminal.answers("Password of ", at.password());
      if (first) {
        terminal.answers("New passphrase for the key file: ", Machine.PASSPHRASE);
        terminal.answers("The same again: ", Machine.PASSPHRASE);
      } else {
        terminal.answers("Passphrase of the key file: ", Machine.PASSPHRASE);
      }
      for (; from < answers.length; from++) {
        terminal.answers(answers[from].question(), answers[from].answer());
      }
      Machine.Run ended = run.get(60, TimeUnit.SECONDS);
      String seen = terminal.shown().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "") + ended.out();
      keep(command, seen + ended.err());
      ended.succeeds();
      said += seen;
      return ended.out();
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

  private String init() throws Exception {
    return then(
        fresh,
        List.of("init"),
        true,
        typed("Give this machine a key of its own [yes/no]: ", "yes"));
  }

  private static String fingerprint(Machine of) {
    return of.types(List.of("fingerprint")).succeeds().fingerprint();
  }

  private void isBack() throws TimeoutException {
    assertThat(Records.opens(server, fresh, patient)).isTrue();
  }

  @Test
  void withARecoveryKey() throws Exception {
    String key =
        laptop.types(List.of("backup", "--yes-print-secret")).succeeds().line("  ").strip();

    then(
        fresh,
        List.of("restore"),
        true,
        typed("Show what you type", "yes"),
        typed("Group 1 and on: ", key));

    isBack();
    then(fresh, List.of("devices", "rotate"));
    isBack();
    then(fresh, List.of("devices", "list"));
  }

  @Test
  void withAnotherDevice() throws Exception {
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    laptop.types(List.of("devices", "let-in"), fingerprint(phone)).succeeds();
    phone.types(List.of("devices", "let-in"), fingerprint(laptop)).succeeds();

    init();
    then(
        phone,
        List.of("devices", "let-in"),
        typed("The fingerprint that the other device shows: ", fingerprint(fresh)));
    then(
        fresh,
        List.of("devices", "let-in"),
        typed("The fingerprint that the other device shows: ", fingerprint(phone)));

    isBack();
    then(fresh, List.of("devices", "list"));
    then(fresh, List.of("devices", "retire", "1"), typed("for good [yes/no]: ", "yes"));
    isBack();
  }

  @Test
  void withAKeyThatIsHandedOver() throws Exception {
    Machine phone = laptop.another(directory.resolve("phone"));
    phone.typesFirst(List.of("init"), "yes").succeeds();
    laptop.types(List.of("devices", "let-in"), fingerprint(phone)).succeeds();
    phone.types(List.of("devices", "let-in"), fingerprint(laptop)).succeeds();
    String key =
        phone.types(List.of("hand-over", "--yes-print-secret")).succeeds().line("  ").strip();

    then(
        fresh,
        List.of("restore"),
        true,
        typed("Show what you type", "no"),
        typed("Group 1 and on: ", key));

    isBack();
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

    init();
    String read = then(fresh, List.of("notaries", "ask"));
    assertThat(read).contains(colleagues.get(0).login(), colleagues.get(1).login());
    for (Machine colleague : colleagues) {
      then(
          colleague,
          List.of("notaries", "approve", laptop.login()),
          typed("The fingerprint that they told you: ", fingerprint(fresh)));
      then(
          fresh,
          List.of("verify", colleague.login()),
          typed("The fingerprint that they told you: ", fingerprint(colleague)));
    }
    then(fresh, List.of("notaries", "restore", "2"));

    isBack();
    then(fresh, List.of("devices", "rotate"));
    isBack();
    then(fresh, List.of("devices", "list"));
  }

  @Test
  void withAccessThatOthersGiveBack() throws Exception {
    Machine colleague = server.personWithKeys(directory);
    colleague.types(List.of("verify", laptop.login()), fingerprint(laptop)).succeeds();
    laptop.types(List.of("verify", colleague.login()), fingerprint(colleague)).succeeds();
    String theirs = Records.create(server, colleague);
    Records.share(server, colleague, theirs, laptop.owner());
    Records.share(server, laptop, patient, colleague.owner());

    init();
    then(fresh, List.of("ask-back"));
    then(
        colleague,
        List.of("give-back", laptop.login()),
        typed("The fingerprint that they told you: ", fingerprint(fresh)));
    then(
        fresh,
        List.of("take-back", colleague.login()),
        typed("The fingerprint that they told you: ", fingerprint(colleague)));

    assertThat(Records.opens(server, fresh, theirs)).isTrue();
    then(fresh, List.of("devices", "list"));
    then(fresh, List.of("devices", "retire", "1"), typed("for good [yes/no]: ", "yes"));
    isBack();
  }
}
