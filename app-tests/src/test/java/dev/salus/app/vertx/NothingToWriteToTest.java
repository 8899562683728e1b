package dev.salus.app.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import dev.salus.app.jar.BuiltJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands where {@code java.io.tmpdir} cannot be written to, such as in a container. */
class NothingToWriteToTest {

  private static String unreachable;

  @TempDir private Path directory;

  /** What a process said, and its exit code. */
  private record Run(int exitCode, String said) {}

  @BeforeAll
  static void findAServerThatIsNotThere() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unreachable = "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  /** Not even whoever may write everywhere can do so below a file. */
  private Run run(String... arguments) throws Exception {
    Path file = directory.resolve("file");
    Files.writeString(file, "");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + file.resolve("tmp")));
    command.addAll(BuiltJar.orClassPath());
    command.add(SalusMain.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SALUS_HOME", directory.resolve("home").toString());
    builder.redirectInput(Files.writeString(directory.resolve("in"), "a password\n").toFile());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users list --server SERVER",
        "second-factor status --server SERVER --login anna",
        "login --server SERVER --login anna",
        "keys fingerprint --server SERVER --login anna --key-dir KEYS"
      })
  void aCommandAsksAServerAllTheSame(String command) throws Exception {
    Run asked =
        run(
            command
                .replace("SERVER", unreachable)
                .replace("KEYS", directory.resolve("keys").toString())
                .split(" ", -1));

    assertThat(asked.said()).contains("the server cannot be reached").doesNotContain("\tat ");
    assertThat(asked.exitCode()).isEqualTo(1);
  }

  @Test
  void aCommandOpensAStoreAllTheSame() throws Exception {
    String data = directory.resolve("data").toString();
    assertThat(run("serve", "--port", "0", "--data", data, "--until-ready").exitCode()).isZero();
    Run users = run("users", "list", "--data", data);
    assertThat(users.said()).contains("admin [admin]");
    assertThat(users.exitCode()).isZero();
    Run conflicts = run("store", "conflicts", "--data", data);
    assertThat(conflicts.said()).contains("0 documents have conflicting revisions");
    assertThat(conflicts.exitCode()).isZero();
  }

  @Test
  void theDemoRuns() throws Exception {
    Run demo = run("demo");
    assertThat(demo.exitCode()).as(demo.said()).isZero();
  }
}
