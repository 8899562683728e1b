package dev.salus.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Server and login by option, variable or profile. */
class ProfilesAtTheCommandLineTest {

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter printed = new StringWriter();

  private int run(String... arguments) {
    printed.getBuffer().setLength(0);
    CommandLine command =
        SalusMain.commandLine(
            environment,
            new ByteArrayInputStream("a password\n".getBytes(StandardCharsets.UTF_8)),
            arguments);
    PrintWriter out = new PrintWriter(printed, true);
    return command.setOut(out).setErr(out).execute(arguments);
  }

  @Test
  void aProfileIsKeptUsedAndForgotten() throws IOException {
    environment.put("HOME", home.toString());
    assertThat(run("keys", "fingerprint")).isEqualTo(2);
    assertThat(printed.toString())
        .contains("--server URL", "your administrator", "'salus keys init'", "SALUS_SERVER");
    assertThat(printed.toString())
        .contains("salus keys fingerprint --server https://ADDRESS --login NAME");
    assertThat(run("keys", "fingerprint", "--server", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(printed.toString()).contains("who are you? Say --login NAME");

    assertThat(run("profile", "set", "--server", "http://127.0.0.1:1", "--login", "alice"))
        .isZero();
    assertThat(run("profile", "list")).isZero();
    assertThat(printed.toString()).contains("default  alice  http://127.0.0.1:1");
    assertThat(Files.getPosixFilePermissions(home.resolve(".salus").resolve("profiles.json")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(run("keys", "fingerprint")).isEqualTo(1);
    assertThat(printed.toString())
        .contains("Password of alice:", "the server cannot be reached")
        .doesNotContain("Exception");
    assertThat(run("keys", "fingerprint", "--profile", "clinic")).isEqualTo(2);
    assertThat(printed.toString()).contains("there is no profile 'clinic'");

    run("profile", "set", "--server", "http://127.0.0.1:1", "--login", "a", "--key-dir", "/k");
    assertThat(run("profile", "list")).isZero();
    assertThat(printed.toString()).contains("default  a  http://127.0.0.1:1  keys in /k");

    assertThat(run("profile", "remove", "default")).isZero();
    assertThat(run("profile", "remove", "default")).isEqualTo(1);
    assertThat(run("keys", "fingerprint")).isEqualTo(2);
  }

  @Test
  void variablesSayServerAndLoginAndAnOptionOverridesThem() {
    environment.put("SALUS_HOME", home.toString());
    environment.put("SALUS_SERVER", "http://127.0.0.1:1");
    environment.put("SALUS_LOGIN", "bob");
    assertThat(run("keys", "fingerprint")).isEqualTo(1);
    assertThat(printed.toString()).contains("Password of bob:");
    assertThat(run("keys", "fingerprint", "--login", "carol")).isEqualTo(1);
    assertThat(printed.toString()).contains("Password of carol:");
    assertThat(run("keys", "fingerprint", "--server", "http://salus.example")).isEqualTo(1);
    assertThat(printed.toString()).contains("use https://").doesNotContain("GatewayAddress");
  }

  @Test
  void aProfileThatIsNamedComesBeforeTheVariables() {
    environment.put("SALUS_HOME", home.toString());
    run("profile", "set", "clinic", "--server", "http://127.0.0.1:1", "--login", "alice");
    environment.put("SALUS_SERVER", "http://127.0.0.1:2");
    environment.put("SALUS_LOGIN", "bob");

    assertThat(run("keys", "fingerprint", "--profile", "clinic")).isEqualTo(1);
    assertThat(printed.toString()).contains("Password of alice:");
    assertThat(run("keys", "fingerprint", "--profile", "clinic", "--login", "carol")).isEqualTo(1);
    assertThat(printed.toString()).contains("Password of carol:");
    environment.put("SALUS_PROFILE", "clinic");
    assertThat(run("keys", "fingerprint", "--login", "carol")).isEqualTo(1);
    assertThat(printed.toString()).contains("Password of carol:");
  }

  @Test
  void salusHomeComesBeforeHome() throws IOException {
    environment.put("HOME", home.resolve("a").toString());
    environment.put("SALUS_HOME", home.resolve("b").toString());

    run("profile", "set", "--server", "http://127.0.0.1:1", "--login", "alice");

    assertThat(Files.exists(home.resolve("b").resolve("profiles.json"))).isTrue();
    assertThat(Files.exists(home.resolve("a"))).isFalse();
  }

  @Test
  void helpSaysWhatTheInputHoldsInOrder() {
    environment.put("TERM", "dumb");
    assertThat(run("keys", "init", "--help")).isZero();
    assertThat(printed.toString().replaceAll("\\s+", " "))
        .contains("a line each: the password; a new passphrase, twice; yes")
        .doesNotContain("\u001b");
    run("keys", "devices", "retire", "--help");
    assertThat(printed.toString().replaceAll("\\s+", " ")).contains("the key file; yes.");
  }
}
