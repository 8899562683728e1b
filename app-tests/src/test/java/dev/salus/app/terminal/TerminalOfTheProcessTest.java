package dev.salus.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.salus.app.SalusMain;
import dev.salus.app.jar.BuiltJar;
import dev.salus.app.keys.KeysServer;
import dev.salus.app.keys.Machine;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** {@code salus keys} as a process at the terminal of a shell. */
@EnabledOnOs(LINUX)
class TerminalOfTheProcessTest {

  private static final String STOP = "\u001a";
  private static final String QUIT = "\u001c";

  @TempDir private Path directory;

  private static List<String> java() {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    // The class path of a test has several files of settings, which logback would speak of.
    all.add("-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener");
    all.addAll(BuiltJar.orClassPath());
    all.add(SalusMain.class.getName());
    return all;
  }

  private static List<String> salus(Machine person, String... command) {
    List<String> all = java();
    all.add("keys");
    all.addAll(List.of(command));
    all.addAll(
        List.of(
            "--server",
            person.server().toString(),
            "--login",
            person.login(),
            "--key-dir",
            person.keys().toString()));
    return all;
  }

  /** Both outputs are redirected, the locale is C, and the password is not ASCII. */
  @Test
  void s53_aStopAndAnotherLocaleChangeNothingAtAPrompt() throws Exception {
    try (KeysServer server = new KeysServer();
        ShellSession shell = new ShellSession(directory, Map.of("LC_ALL", "C", "LANG", "C"))) {
      Machine alice = server.person(directory, "pässwörd für 5 €");
      Path command = directory.resolve("salus.sh");
      Files.writeString(
          command, "exec '" + String.join("' '", salus(alice, "fingerprint")) + "' >out 2>err\n");

      shell.types("PS1='she''ll: '\n").waitFor("shell: ");
      shell.types("sh ./salus.sh\n").waitFor("Password of " + alice.login() + ": ");
      shell.types(QUIT).types(STOP).waitFor("Stopped");
      shell.waitFor("shell: ");
      shell.types("stty -a | tr ' ' '\\n' | grep -x -e echo -e -echo\n");
      assertThat(shell.waitFor("shell: ").lines()).contains("echo").doesNotContain("-echo");
      shell.types("fg\n").waitFor("Password of " + alice.login() + ": ");
      shell.types("Typed-After-A-Stop\r").waitFor("Login or password is not right. Try again.");
      shell.types(alice.password() + "\rType-Ahead").waitFor("shell: ");
      shell.types("stty -a | tr ' ' '\\n' | grep -x -e echo -e -echo; cat err\n");
      assertThat(shell.waitFor("restore'").lines()).contains("echo");

      assertThat(shell.shown())
          .doesNotContain("Typed-After", "wörd", "Type-Ahead", "Full thread dump");
      assertThat(Files.readString(directory.resolve("err")))
          .startsWith("salus: there are no keys on this machine");
      assertThat(Files.readString(directory.resolve("out"))).isEmpty();
    }
  }

  /** A device that is always full is a disk that is full. */
  @Test
  void aSecretThatCouldNotBeWrittenTakesNoOtherAway() throws Exception {
    try (KeysServer server = new KeysServer()) {
      Machine alice = server.personWithKeys(directory);
      File answers = directory.resolve("answers").toFile();
      Files.writeString(answers.toPath(), alice.password() + "\n" + Machine.PASSPHRASE + "\n");
      Path kept = directory.resolve("kept");
      assertThat(printed(salus(alice, "backup", "--yes-print-secret"), answers, kept.toFile()))
          .isZero();

      for (List<String> command :
          List.of(List.of("backup", "--replace"), List.of("backup"), List.of("hand-over"))) {
        List<String> all = new ArrayList<>(command);
        all.add("--yes-print-secret");
        int exitCode =
            printed(salus(alice, all.toArray(String[]::new)), answers, new File("/dev/full"));

        assertThat(exitCode).as("%s", command).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("err")))
            .contains("the secret could not be written to the standard output");
      }

      Path status = directory.resolve("status");
      assertThat(printed(salus(alice, "status"), answers, status.toFile())).isZero();
      assertThat(Files.readString(status))
          .containsOnlyOnce("recovery key of")
          .containsOnlyOnce("up to date");
    }
  }

  private int printed(List<String> command, File answers, File output) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(answers)
            .redirectOutput(output)
            .redirectError(directory.resolve("err").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void aMadePasswordInAFileIsForItsOwnerOnly() throws Exception {
    try (KeysServer server = new KeysServer()) {
      File answers = directory.resolve("answers").toFile();
      Files.writeString(answers.toPath(), KeysServer.ADMIN_PASSWORD + "\n");
      List<String> command = new ArrayList<>(java());
      command.addAll(List.of("users", "add", "frank", "--make-password", "--json"));
      command.addAll(List.of("--server", server.address().toString()));
      Path made = directory.resolve("made");
      Files.writeString(made, "");
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));

      assertThat(printed(command, answers, made.toFile())).isZero();

      assertThat(Files.readString(made)).contains("\"password\"");
      assertThat(Files.getPosixFilePermissions(made)).hasSize(2);
      command.set(command.indexOf("frank"), "grace");
      assertThat(printed(command, answers, new File("/dev/full"))).isEqualTo(1);
      assertThat(Files.readString(directory.resolve("err"))).contains("salus users reset-password");
    }
  }

  @Test
  void aSecretThatIsPrintedIntoAFileIsForItsOwnerOnly() throws Exception {
    try (KeysServer server = new KeysServer()) {
      Machine alice = server.personWithKeys(directory);
      File answers = directory.resolve("answers").toFile();
      Files.writeString(answers.toPath(), alice.password() + "\n" + Machine.PASSPHRASE + "\n");
      Path printed = directory.resolve("printed");
      Files.writeString(printed, "");
      Files.setPosixFilePermissions(printed, PosixFilePermissions.fromString("rw-r--r--"));
      Process backup =
          new ProcessBuilder(salus(alice, "backup", "--yes-print-secret"))
              .redirectInput(answers)
              .redirectOutput(printed.toFile())
              .redirectError(directory.resolve("err").toFile())
              .start();

      assertThat(backup.waitFor(180, TimeUnit.SECONDS)).isTrue();

      assertThat(Files.readString(printed, StandardCharsets.UTF_8))
          .containsPattern("([0-9A-Z]{4}-){13}[0-9A-Z]{4}");
      assertThat(Files.getPosixFilePermissions(printed))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
  }
}
