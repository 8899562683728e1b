package dev.salus.app.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.app.server.HeldStore;
import dev.salus.app.server.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts are looked after on the store itself while no server runs. */
class AdministrationOfAStoppedServerTest {

  @TempDir private Path directory;

  /** What a command came to. */
  private record Run(int exitCode, String out, String err) {}

  @Test
  void s66_aLostPasswordOfTheOnlyAdministratorIsSetAgain() throws Exception {
    try (ServerProcess first = serve()) {
      assertThat(first.lines()).anyMatch(line -> line.contains("shown this once"));
      assertThat(first.terminate()).isNotNegative();
    }

    Run reset = onStore("chosen by the operator", "users", "reset-password", "admin");
    assertThat(reset.exitCode()).as(reset.err()).isZero();
    assertThat(onStore("", "users", "unlock", "admin").err()).contains("--server URL");

    try (ServerProcess again = serve()) {
      assertThat(again.lines()).noneMatch(line -> line.contains("shown this once"));
      Run list =
          type("chosen by the operator", "users", "list", "--server", again.address().toString());
      assertThat(list.out()).as(list.err()).contains("admin [admin]");
    }
  }

  @Test
  void s66_whileAServerRunsItsStoreIsNotTouched() throws Exception {
    try (ServerProcess server = serve()) {
      Run refused = onStore("a password", "users", "add", "anna");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("salus: ")
          .contains(directory.resolve("data").toString())
          .contains("--server");
      assertThat(server.process().isAlive()).isTrue();
    }
  }

  @Test
  void aStoreThatIsNamedComesBeforeAServerInTheEnvironment() {
    Map<String, String> environment =
        Map.of("SALUS_SERVER", "http://127.0.0.1:1", "SALUS_LOGIN", "somebody");
    String data = directory.resolve("data").toString();
    HeldStore.in(directory.resolve("data")).close();

    Run added = type(environment, "a long password", "users", "add", "anna", "--data", data);
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(type(environment, "", "users", "list", "--data", data).out()).contains("anna");
    Run both = type(environment, "", "users", "list", "--data", data, "--server", "http://[::1]");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--server is for a server that runs");
  }

  @Test
  void s66_usersAreLockedAndLetInAndGetRolesOnTheStore() {
    HeldStore.in(directory.resolve("data")).close();
    String password = "a long password";
    assertThat(onStore(password, "users", "add", "boss", "--role", "admin").exitCode()).isZero();
    assertThat(onStore(password, "users", "add", "anna").exitCode()).isZero();

    assertThat(onStore("", "users", "lock", "anna").out()).contains("anna, ", ", locked");
    assertThat(onStore("", "users", "lock", "boss").err()).contains("no other administrator");
    assertThat(onStore("", "users", "roles", "anna", "--add", "admin").out())
        .contains("anna [admin]", ", locked");
    assertThat(onStore("", "users", "lock", "boss").err()).contains("no other administrator");
    Run unlocked = onStore("", "users", "unlock", "anna");
    assertThat(unlocked.out()).as(unlocked.err()).doesNotContain("locked");
    assertThat(onStore("", "users", "lock", "boss").exitCode()).isZero();
  }

  @Test
  void quotasAreRaisedOnTheStore() {
    HeldStore.in(directory.resolve("data")).close();
    String password = "a long password";
    assertThat(onStore(password, "users", "add", "anna", "--type", "hcp").exitCode()).isZero();

    Run raised = onStore("", "users", "quotas", "anna", "--set", "recoveryKeys=20");

    assertThat(raised.exitCode()).as(raised.err()).isZero();
    assertThat(onStore("", "users", "quotas", "anna").out())
        .contains("recoveryKeys: 20, raised from 16");
  }

  @Test
  void inMemoryThereIsNothingToLookAfter() {
    Run refused = type("", "users", "list", "--store", "memory");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("--server");
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(Map.of(), "--data", directory.resolve("data").toString());
  }

  private Run onStore(String line, String... command) {
    List<String> arguments = new ArrayList<>(Arrays.asList(command));
    arguments.addAll(List.of("--data", directory.resolve("data").toString()));
    return type(line, arguments.toArray(String[]::new));
  }

  private static Run type(String line, String... arguments) {
    return type(Map.of(), line, arguments);
  }

  private static Run type(Map<String, String> environment, String line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        SalusMain.commandLine(
                environment,
                new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)),
                arguments)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }
}
