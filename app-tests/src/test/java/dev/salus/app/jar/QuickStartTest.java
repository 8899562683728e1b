package dev.salus.app.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import picocli.CommandLine;

/** {@code salus quick-start}, which the build has run. */
class QuickStartTest {

  /** A JVM that must have the archive, or does not start. */
  @Test
  @EnabledIfSystemProperty(named = "salus.jar", matches = ".+", disabledReason = "is not built")
  void theBuildHasMadeAnArchiveThatItsJarStartsWith() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:on"));
    command.addAll(BuiltJar.orClassPath());
    command.addAll(List.of(SalusMain.class.getName(), "--version"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).startsWith("salus ");
  }

  @Test
  void whatIsNoJarHasNoArchive() {
    CommandLine salus = SalusMain.commandLine(Map.of());
    StringWriter said = new StringWriter();
    salus.setErr(new PrintWriter(said));

    assertThat(salus.execute("quick-start")).isEqualTo(1);
    assertThat(said)
        .hasToString("salus: this is for salus.jar only: java -jar salus.jar quick-start\n");
  }
}
