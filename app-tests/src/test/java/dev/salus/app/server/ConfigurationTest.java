package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Where settings come from, what is shown of them, and what is said of wrong ones. */
class ConfigurationTest {

  private static final String SECRET = "correct horse battery staple";

  @TempDir private Path directory;

  private final Map<String, String> environment = new LinkedHashMap<>();

  private record Run(int exitCode, String out, String err) {

    /** The origin that is shown beside this setting. */
    String line(String begin) {
      return out.lines().filter(line -> line.startsWith(begin)).findFirst().orElse("");
    }
  }

  private Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        SalusMain.commandLine(environment)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return new Run(command.execute(arguments), out.toString(), err.toString());
  }

  private Path file(String... lines) throws Exception {
    return Files.write(directory.resolve("salus.yml"), List.of(lines));
  }

  /** The line with the error; one with a hint follows, and nothing else. */
  private String refusal(String... arguments) {
    Run refused = run(arguments);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    List<String> lines = refused.err().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).matches("salus: 'salus( [a-z]+)* --help' shows what it takes");
    return lines.get(0);
  }

  @Test
  void aFlagCountsBeforeAVariableAndThatBeforeTheFileAndThatBeforeWhatIsBuiltIn() throws Exception {
    Path file = file("port: 1111", "host: 127.0.0.2", "admin-login: root", "wait-for-store: 5m");
    environment.put("SALUS_PORT", "2222");
    environment.put("SALUS_HOST", "127.0.0.3");
    environment.put("SALUS_CONFIG", file.toString());
    environment.put("SALUS_SIGNING_KEY", "");

    Run shown = run("config", "--port", "3333");

    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.line("port: 3333")).endsWith("# command line");
    assertThat(shown.line("host: \"127.0.0.3\"")).endsWith("# SALUS_HOST");
    assertThat(shown.line("admin-login: root")).endsWith("# 'admin-login' in " + file);
    assertThat(shown.line("wait-for-store: \"300s\"").isEmpty()).isTrue();
    assertThat(shown.line("wait-for-store: 300s")).endsWith("in " + file);
    assertThat(shown.line("store: sqlite")).endsWith("# default");
    assertThat(shown.line("# signing-key:")).endsWith("# not set");
    assertThat(run("config", "--config", file.toString()).line("port:")).contains("2222");
  }

  @Test
  void listsMapsAndSwitchesCanBeSetEverywhere() throws Exception {
    Path file =
        file(
            "store: couchdb",
            "couchdb-url: 'http://localhost:5984'",
            "couchdb-create: true",
            "trusted-proxy: [10.0.0.0/8, '2001:db8:1::/48']",
            "require-second-factor: [admin, doctor]",
            "store-option:",
            "  poolSize: 32",
            "  user: 'a,b=c'",
            "  password: none");
    Run fromFile = run("config", "--config", file.toString());
    assertThat(fromFile.out())
        .contains("trusted-proxy: ", "  - \"10.0.0.0/8\"", "  - \"2001:db8:1::/48\"")
        .contains("require-second-factor: ", "  - admin", "  - doctor")
        .contains("  poolSize: \"32\"", "  user: \"a,b=c\"", "couchdb-create: true");

    environment.put("SALUS_TRUSTED_PROXY", "10.0.0.0/8,192.168.0.0/16");
    environment.put("SALUS_REQUIRE_SECOND_FACTOR", "admin,*");
    environment.put("SALUS_STORE_OPTION", "poolSize=32,heartbeatMs=10");
    environment.put("SALUS_STORE", "couchdb");
    environment.put("SALUS_COUCHDB_URL", "http://localhost:5984");
    assertThat(run("config").out())
        .contains("  - \"192.168.0.0/16\"", "  poolSize: \"32\"", "  heartbeatMs: \"10\"");
  }

  @Test
  void whatItPrintsIsAFileThatSaysTheSame() throws Exception {
    String printed =
        run("config", "--port", "0", "--trusted-proxy", "10.0.0.0/8", "--store-option", "readers=2")
            .out();
    Run again = run("config", "--config", file(printed.split("\n", -1)).toString());
    assertThat(again.err()).isEmpty();
    assertThat(again.out().replaceAll(" +#.*", ""))
        .contains("port: 0", "10.0.0.0/8", "readers")
        .isEqualTo(printed.replaceAll(" +#.*", ""));
  }

  @Test
  void t16_secretsAreMasked() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), SECRET + "\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    environment.put("SALUS_COUCHDB_PASSWORD", SECRET);
    Run shown =
        run(
            "config",
            "--admin-password-file",
            password.toString(),
            "--store",
            "couchdb",
            "--couchdb-url",
            "http://localhost:5984",
            "--couchdb-user",
            "salus",
            "--store-option",
            "password=" + SECRET);
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("  password: ********", "# SALUS_COUCHDB_PASSWORD is ***")
        .contains("admin-password-file: " + password)
        .doesNotContain(SECRET);
  }

  @Test
  void anUnknownSettingIsNamedAndARightOneToo() throws Exception {
    Path file = file("prot: 1");
    assertThat(refusal("serve", "--config", file.toString()))
        .isEqualTo("salus: there is no setting 'prot' (" + file + "); did you mean 'port'?");
    environment.put("SALUS_ADMIN_PASWORD", SECRET);
    assertThat(refusal("serve", "--store", "memory"))
        .isEqualTo(
            "salus: there is no setting SALUS_ADMIN_PASWORD; did you mean SALUS_ADMIN_PASSWORD?");
    environment.clear();
    assertThat(refusal("serve", "--prot", "1"))
        .isEqualTo("salus: there is no option --prot; did you mean --port?");
    assertThat(refusal("serv")).isEqualTo("salus: there is no command serv; did you mean serve?");
    assertThat(refusal("serve", "--" + SECRET.replace(' ', '=')))
        .isEqualTo("salus: there is no option --correct");
  }

  @Test
  void aWrongValueIsNamedByWhereItIsSet() throws Exception {
    assertThat(refusal("serve", "--port", "70000"))
        .isEqualTo("salus: --port: must be a number from 0 to 65535");
    environment.put("SALUS_PORT", "http");
    assertThat(refusal("serve")).isEqualTo("salus: SALUS_PORT: must be a number from 0 to 65535");
    environment.clear();
    environment.put("SALUS_COUCHDB_CREATE", "maybe");
    assertThat(refusal("serve"))
        .isEqualTo("salus: SALUS_COUCHDB_CREATE: 'maybe' is neither true nor false");
    environment.clear();
    Path file = file("wait-for-store: soon");
    assertThat(refusal("serve", "--config", file.toString()))
        .startsWith("salus: 'wait-for-store' in " + file + ": must be a time such as 500ms, 30s,");
  }

  @Test
  void aFileThatIsNoneIsNamedAndNotShown() throws Exception {
    String missing = directory.resolve("none.yml").toString();
    assertThat(refusal("serve", "--config", missing))
        .isEqualTo("salus: the file with settings " + missing + " cannot be read");
    assertThat(refusal("serve", "--config", file("port: 1", "port: 2").toString()))
        .startsWith("salus: port stands twice in ");
    assertThat(refusal("serve", "--config", file("port:").toString()))
        .startsWith("salus: 'port' has no value in ");
    for (String broken : List.of("port: [" + SECRET, "- " + SECRET, SECRET, "port: 'x\n\t}")) {
      assertThat(refusal("serve", "--config", file(broken).toString()))
          .contains("salus.yml")
          .doesNotContain("horse");
    }
  }

  @Test
  void whereKeysOfAPersonAreIsNoSettingOfAServer() {
    environment.put("SALUS_HOME", directory.toString());

    assertThat(run("config").exitCode()).isZero();
  }

  @Test
  void t16_aPasswordInAnAddressIsRefusedAndNotShown() {
    for (String password : List.of("p@ss", "p/w", "p@s/s")) {
      Run shown =
          run("config", "--store", "couchdb", "--couchdb-url", "http://u:" + password + "@host");

      assertThat(shown.err()).startsWith("salus: --couchdb-url ");
      assertThat(shown.out() + shown.err()).doesNotContain(password, "ss@", "/w@");
    }
  }

  @Test
  void whereDataIsKeptIsShownThoughNothingSaysIt() {
    assertThat(run("config").line("data: salus-data")).endsWith("# default");
    assertThat(run("config", "--data", "there").line("data: there")).endsWith("# command line");
    assertThat(run("config", "--store", "memory").line("# data:")).endsWith("# not set");
    assertThat(run("config", "--store-option", "directory=there").line("# data:"))
        .endsWith("# not set");
  }

  @Test
  void anOptionThatTheStoreDoesNotHaveIsNamedAndTheRightOnesToo() {
    for (String command : List.of("config", "serve")) {
      Run refused = run(command, "--store-option", "raeders=2", "--data", directory.toString());
      assertThat(refused.exitCode()).as(command).isEqualTo(1);
      assertThat(refused.err())
          .as(command)
          .isEqualTo(
              "salus: the sqlite store has no option named raeders; it has busyTimeoutMs, create,"
                  + " directory, maxDatabaseBytes, maxDocumentBytes, maxLogBytes, maxPendingBytes,"
                  + " maxPendingDocuments, readers, retryAfterMs\n");
    }
    assertThat(run("config", "--store-option", "readers=many").err())
        .isEqualTo("salus: --store-option readers is not an integer of 1 to 64\n");
    assertThat(run("config", "--store", "couchdb").err()).startsWith("salus: --couchdb-url is");
    assertThat(run("config", "--store", "paper").err())
        .startsWith("salus: there is no store named 'paper'; there are: couchdb, memory, sqlite");
    assertThat(run("config", "--store", "memory", "--store-option", "a=b").err())
        .isEqualTo("salus: the memory store has no option named a\n");
  }

  @Test
  void whatKubernetesSaysOfAServiceIsNoSetting() {
    environment.put("SALUS_PORT", "tcp://10.43.0.7:8080");
    environment.put("SALUS_PORT_8080_TCP_ADDR", "10.43.0.7");
    environment.put("SALUS_SERVICE_HOST", "10.43.0.7");
    Run shown = run("config");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.line("port: 8080")).endsWith("# default");
  }

  @Test
  void otherCommandsFindTheStoreInTheSameSettings() throws Exception {
    Path data = directory.resolve("elsewhere");
    environment.put("SALUS_CONFIG", file("port: 1", "data: " + data).toString());
    for (String[] command :
        List.of(new String[] {"backup", "copy.db"}, new String[] {"users", "list"})) {
      Run refused = run(command);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains(data.toString());
    }
  }

  @Test
  void aPasswordThatIsGivenTwiceIsRefused() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), SECRET);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    environment.put("SALUS_ADMIN_PASSWORD", SECRET);
    assertThat(refusal("serve", "--admin-password-file", password.toString()))
        .contains("--admin-password-file", "SALUS_ADMIN_PASSWORD", "leave one out");
    assertThat(
            refusal(
                "serve",
                "--store-option",
                "password=x",
                "--couchdb-password-file",
                password.toString()))
        .contains("--couchdb-password-file", "leave one out");
    environment.clear();
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(refusal("serve", "--admin-password-file", password.toString()))
        .startsWith("salus: --admin-password-file: the file '" + password + "' cannot be used: ")
        .contains("chmod 600");
  }

  @Test
  void everySettingOfAServerIsDocumented() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "operations.md"));
    TreeSet<String> missing = new TreeSet<>();
    for (OptionSpec option :
        SalusMain.commandLine(Map.of()).getSubcommands().get("serve").getCommandSpec().options()) {
      if (!page.contains("`" + option.longestName())) {
        missing.add(option.longestName());
      }
    }
    missing.removeAll(List.of("--help", "--version"));
    assertThat(missing).isEmpty();
  }
}
