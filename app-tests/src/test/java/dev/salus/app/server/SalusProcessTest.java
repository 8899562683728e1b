package dev.salus.app.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salus serve} as a process of its own: what it prints, and how it ends. */
class SalusProcessTest {

  private static final String ADMIN_MADE = "administrator 'admin' was made";

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
          .anyMatch(line -> line.contains(ADMIN_MADE));
      shown =
          server.lines().stream()
              .filter(line -> line.contains("shown this once: "))
              .map(line -> line.substring(line.indexOf(": ", 10) + 2))
              .findFirst()
              .orElseThrow();
      assertThat(server.logIn("admin", shown)).isEqualTo(200);
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.terminate()).isZero();
      Assertions.assertThatThrownBy(() -> server.get("/health/live"))
          .isInstanceOf(ConnectException.class);
    }
    try (ServerProcess again = ServerProcess.startIn(directory, Map.of())) {
      assertThat(again.lines()).noneMatch(line -> line.contains(ADMIN_MADE));
      assertThat(again.logIn("admin", shown)).isEqualTo(200);
    }
  }

  @Test
  void whatIsGivenIsUsedAndNotShown() throws Exception {
    String password = "correct horse battery staple";
    Map<String, String> environment = Map.of(ServeOptions.ADMIN_PASSWORD, password);
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
      assertThat(server.terminate()).isZero();
    }
    try (ServerProcess again = ServerProcess.startIn(directory, environment, options)) {
      assertThat(again.keyId()).isEqualTo(keyId);
    }
  }

  @Test
  void toldToEndItAnswersWhatIsUnderWayAndGivesZero() throws Exception {
    try (ServerProcess server = ServerProcess.start(Map.of());
        Socket client = new Socket(server.address().getHost(), server.address().getPort())) {
      client.setSoTimeout(30_000);
      BufferedReader answers =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      client
          .getOutputStream()
          .write(
              String.join(
                      "\r\n",
                      "POST /api/v1/auth/login HTTP/1.1",
                      "Host: localhost",
                      "Content-Type: application/json",
                      "Content-Length: 2",
                      "Expect: 100-continue",
                      "",
                      "")
                  .getBytes(US_ASCII));
      assertThat(answers.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(answers.readLine()).isEmpty();

      server.process().destroy();
      client.getOutputStream().write("{}".getBytes(US_ASCII));

      assertThat(answers.readLine()).startsWith("HTTP/1.1 400");
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void toldToEndBeforeItListensItGivesZeroAndHoldsNothing() throws Exception {
    String data = directory.toString();
    HeldStore held = HeldStore.in(directory);
    try {
      Process waiting =
          ServerProcess.waiting("salus: not ready yet", "--data", data, "--wait-for-store", "5m");
      waiting.destroy();
      assertThat(waiting.waitFor(180, TimeUnit.SECONDS)).as("ends when told").isTrue();
      assertThat(waiting.exitValue()).isZero();
    } finally {
      held.close();
    }
    HeldStore.in(directory).close();
  }

  @Test
  void untilItIsReadyAndNoLonger() throws Exception {
    try (ServerProcess server =
        ServerProcess.start(Map.of(), "--until-ready", "--data", directory.toString())) {
      assertThat(server.process().waitFor(180, TimeUnit.SECONDS)).as("ends by itself").isTrue();
      assertThat(server.process().exitValue()).isZero();
    }
    HeldStore.in(directory).close();
  }

  @Test
  void whatIsSetInAFileIsUsedAndTheServerIsWatched() throws Exception {
    String password = "correct horse battery staple";
    Path secret = Files.writeString(directory.resolve("password"), password + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--r-----"));
    Path audit = directory.resolve("audit.log");
    Path settings =
        Files.write(
            directory.resolve("salus.yml"),
            List.of(
                "admin-login: root",
                "admin-password-file: " + secret,
                "metrics-port: 0",
                "log-format: json",
                "audit: " + audit));
    Map<String, String> environment = Map.of("SALUS_CONFIG", settings.toString());
    try (ServerProcess server = ServerProcess.start(environment)) {
      assertThat(server.logIn("root", password)).isEqualTo(200);
      assertThat(server.lines()).noneMatch(line -> line.contains(password));
      String metrics = "salus: metrics are at ";
      URI address =
          server.lines().stream()
              .filter(line -> line.startsWith(metrics))
              .map(line -> URI.create(line.substring(metrics.length())))
              .findFirst()
              .orElseThrow();
      assertThat(server.get(address.toString()).body())
          .contains("salus_requests_total{operation=\"log_in\",outcome=\"ok\"} 1.0");
      assertThat(server.terminate()).isZero();
    }
    assertThat(Files.readString(audit)).contains("\"operation\":\"log_in\"").hasLineCount(1);
    assertThat(
            SalusMain.commandLine(Map.of())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute("audit", "verify", audit.toString()))
        .isZero();
  }
}
