package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salus serve} as a process of its own: what it prints, and how it ends. */
class SalusProcessTest {

  private static final int TERMINATED = 128 + 15;

  @TempDir private Path directory;

  @Test
  void s60_withNothingGivenItKeepsDataAndMakesKeyAndPasswordAndSaysSo() throws Exception {
    String shown;
    try (ServerProcess server = ServerProcess.startIn(directory, Map.of())) {
      assertThat(server.lines().get(0))
          .isEqualTo("salus: data is kept in " + directory.toRealPath().resolve("salus-data"));
      assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
      assertThat(server.lines())
          .anyMatch(line -> line.contains("key that ends with this process"))
          .anyMatch(line -> line.contains("administrator 'admin' was made"));
      shown =
          server.lines().stream()
              .filter(line -> line.contains("shown this once: "))
              .map(line -> line.substring(line.indexOf(": ", 10) + 2))
              .findFirst()
              .orElseThrow();
      assertThat(server.logIn("admin", shown)).isEqualTo(200);
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.terminate()).isEqualTo(TERMINATED);
      Assertions.assertThatThrownBy(() -> server.get("/health/live"))
          .isInstanceOf(ConnectException.class);
    }
    try (ServerProcess again = ServerProcess.startIn(directory, Map.of())) {
      assertThat(again.lines()).noneMatch(line -> line.contains("was made"));
      assertThat(again.logIn("admin", shown)).isEqualTo(200);
    }
  }

  @Test
  void whatIsGivenIsUsedAndNotShown() throws Exception {
    String password = "correct horse battery staple";
    Map<String, String> environment = Map.of(ServeCommand.ADMIN_PASSWORD, password);
    String[] options = {
      "--admin-login", "root", "--signing-key", directory.resolve("key.pem").toString()
    };
    String keyId;
    try (ServerProcess server = ServerProcess.startIn(directory, environment, options)) {
      assertThat(server.logIn("root", password)).isEqualTo(200);
      assertThat(String.join("\n", server.lines()))
          .contains("administrator 'root' was made")
          .doesNotContain(password, "shown this once", "ends with this process");
      keyId = server.keyId();
      assertThat(server.terminate()).isEqualTo(TERMINATED);
    }
    try (ServerProcess again = ServerProcess.startIn(directory, environment, options)) {
      assertThat(again.keyId()).isEqualTo(keyId);
    }
  }
}
