package dev.salus.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What somebody set is what counts: no part of it stands for something else. */
class LiteralValuesTest {

  private static final String DOLLARS = "a$$b${env:HOME}${sys:user.name}$";

  @TempDir private Path directory;

  private String run(Map<String, String> environment, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter both = new PrintWriter(said, true);
    CommandLine command = SalusMain.commandLine(environment, arguments).setOut(both).setErr(both);
    command.execute(arguments);
    return said.toString();
  }

  @Test
  void aDollarIsADollarWhereverItIsFrom() throws Exception {
    Path file =
        Files.write(directory.resolve("salus.yml"), List.of("admin-login: '" + DOLLARS + "'"));

    assertThat(run(Map.of(), "config", "--admin-login", DOLLARS)).contains(DOLLARS);
    assertThat(run(Map.of("SALUS_ADMIN_LOGIN", DOLLARS), "config")).contains(DOLLARS);
    assertThat(run(Map.of(), "config", "--config", file.toString())).contains(DOLLARS);
  }

  @Test
  void whatBeginsWithAnAtIsNoFileToReadArgumentsFrom() throws Exception {
    Path file = Files.writeString(directory.resolve("words"), "--admin-login eve");

    assertThat(run(Map.of(), "config", "@" + file)).contains("@" + file).doesNotContain("eve");
  }
}
