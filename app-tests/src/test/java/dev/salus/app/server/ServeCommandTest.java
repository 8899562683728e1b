package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command line says, and its exit code, when it cannot do what it is told. */
class ServeCommandTest {

  @TempDir private Path directory;

  /** What a run of the command line came to. */
  private record Run(int exitCode, String out, String err) {}

  private static Run run(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        SalusMain.commandLine(environment, arguments)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Run(command.execute(arguments), out.toString(), err.toString());
  }

  /** Without a trace, whatever it starts. */
  private static Run serve(String... arguments) {
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--store", "memory"));
    all.addAll(List.of(arguments));
    return run(Map.of(), all.toArray(String[]::new));
  }

  @Test
  void helpNamesTheCommandsAndTheirOptions() {
    Run help = run(Map.of(), "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("serve");
    assertThat(run(Map.of(), "serve", "--help").out())
        .contains("--host", "--port", "--store", "--store-option", "--signing-key")
        .contains("--trusted-proxy")
        .contains("--admin-login", ServeOptions.ADMIN_PASSWORD, "127.0.0.1", "memory")
        .contains("--data", "salus-data", "sqlite");
    assertThat(run(Map.of(), "--version").out()).contains("salus");
  }

  @Test
  void aWrongCommandLineIsExplained() {
    assertThat(run(Map.of()).exitCode()).isEqualTo(2);
    assertThat(run(Map.of(), "dance").exitCode()).isEqualTo(2);
    assertThat(serve("--nonsense").err()).contains("--nonsense");
    Run port = run(Map.of(), "serve", "--port", "70000");
    assertThat(port.exitCode()).isEqualTo(2);
    assertThat(port.err()).contains("--port: must be a number from 0 to 65535");
    assertThat(run(Map.of(), "serve", "--port", "http").exitCode()).isEqualTo(2);
    assertThat(serve("--store-option", "novalue").exitCode()).isEqualTo(2);
    Run proxy = serve("--trusted-proxy", "10.0.0.0/8,proxy.example");
    assertThat(proxy.exitCode()).isEqualTo(2);
    assertThat(proxy.err()).contains("--trusted-proxy: 'proxy.example' is no network");
    Run role = serve("--require-second-factor", "admin,ADMIN");
    assertThat(role.exitCode()).isEqualTo(2);
    assertThat(role.err()).contains("--require-second-factor: 'ADMIN' is no role", "as in admin");
  }

  /** Both would listen, and share what comes: half of it would be told to everybody. */
  @Test
  void metricsHaveAPortOfTheirOwn() {
    Run one =
        run(Map.of(), "config", "--store", "memory", "--port", "18080", "--metrics-port", "18080");
    assertThat(one.exitCode()).isEqualTo(2);
    assertThat(one.err()).contains("--port and --metrics-port are both 18080 at 127.0.0.1");
    Run free = run(Map.of(), "config", "--store", "memory", "--port", "0", "--metrics-port", "0");
    assertThat(free.exitCode()).as(free.err()).isZero();
  }

  @Test
  void aStoreThatIsNotThereIsNamed() {
    Run unknown = run(Map.of(), "serve", "--store", "cloud");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .contains("salus: there is no store named 'cloud'", "couchdb, memory, sqlite");
    Run option = serve("--store-option", "colour=blue");
    assertThat(option.exitCode()).isEqualTo(1);
    assertThat(option.err()).contains("colour").doesNotContain("blue");
  }

  @Test
  void theFirstLineSaysWhereDataIsKept() {
    assertThat(serve("--port", "70000").out()).isEmpty();
    assertThat(serve("--store-option", "colour=blue").out())
        .startsWith("salus: nothing is kept: data is gone when this process ends");
    Run sqlite =
        run(Map.of(), "serve", "--data", directory.toString(), "--store-option", "colour=blue");
    assertThat(sqlite.out()).startsWith("salus: data is kept in " + directory);
    assertThat(sqlite.err()).contains("the sqlite store has no option named colour");
  }

  @Test
  void aDataDirectoryThatCannotBeUsedIsNamedAsItWasTyped() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(run(Map.of(), "serve", "--data", file.toString()).err())
        .contains("salus: the data directory " + file + " cannot be used (it is no directory)");
    assertThat(serve("--data", directory.toString()).err())
        .contains("salus: --data is for --store sqlite");
    assertThat(run(Map.of(), "serve", "--data", " ").err())
        .contains("salus: --data is missing; it is the directory to keep data in");
  }

  @Test
  void t11_withoutAUsableSigningKeyNothingStarts() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.pem"));
    Path readable = directory.resolve("readable.pem");
    new SigningKeyFile(readable).loadOrCreate(new SecureRandom());
    Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
    for (Path file : List.of(empty, readable, directory, empty.resolve("key.pem"))) {
      Run refused = serve("--signing-key", file.toString());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("salus: the signing key file '" + file + "' cannot be used: ");
      assertThat(refused.out()).doesNotContain("listening");
    }
  }

  @Test
  void anAddressThatIsTakenIsExplained() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Run refused = run(Map.of(), "serve", "--port", port, "--store", "memory");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("the address cannot be listened on", "--port");
    }
  }

  /** A start that fails later has made the administrator all the same. */
  @Test
  void aPasswordThatWasMadeIsShownWhateverComesAfter(@TempDir Path data) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Run refused = run(Map.of(), "serve", "--port", port, "--data", data.toString());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.out()).contains("its password, shown this once: ");
    }
  }

  @Test
  void whyAnAddressCannotBeListenedOnIsSaid() {
    String host = "--metrics-host";
    assertThat(StartFailure.explain(new BindException("Permission denied"), "--metrics-port", host))
        .contains("this user may not", "--metrics-port");
    assertThat(StartFailure.explain(new BindException("Cannot assign requested address"), "", host))
        .contains("no such address", host);
  }

  @Test
  void aPasswordThatIsNoneIsExplainedAndNotShown() throws Exception {
    Map<String, String> environment = Map.of(ServeOptions.ADMIN_PASSWORD, "a?b!c");
    Run refused = run(environment, "serve", "--port", "0", "--store", "memory");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("salus: SALUS_ADMIN_PASSWORD: the password must have at least 8 characters\n");
    assertThat(refused.err() + refused.out()).doesNotContain("a?b!c", "listening", "is kept");
    assertThat(run(environment, "config").err())
        .isEqualTo(refused.err().replace("serve", "config"));

    Path file = Files.writeString(directory.resolve("password"), "a?b!c\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Run inFile = serve("--admin-password-file", file.toString());
    assertThat(inFile.exitCode()).isEqualTo(2);
    assertThat(inFile.err())
        .startsWith("salus: --admin-password-file: the password must have at least 8 characters\n");
  }

  /** Nobody has a role that is mistyped, and nothing else would say so. */
  @Test
  void aRoleThatIsNobodysByItselfIsRemarkedUpon() {
    String begin = "salus: --require-second-factor: ";
    String given = " binds only users who were given that role (users add --role ";
    for (String command : List.of("serve", "config")) {
      List<String> line = new ArrayList<>(List.of(command, "--store", "memory", "--port", "0"));
      line.addAll(List.of("--require-second-factor", "admin,*,admn,hcp,nurse"));
      if (command.equals("serve")) {
        line.add("--until-ready");
      }
      Run said = run(Map.of(), line.toArray(String[]::new));

      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat((said.out() + said.err()).lines().filter(each -> each.startsWith(begin)))
          .as(command)
          .containsExactly(
              begin + "'admn'" + given + "admn); did you mean admin?",
              begin + "'hcp'" + given + "hcp); what a data owner is, such as hcp, is no role",
              begin + "'nurse'" + given + "nurse)");
    }
  }
}
