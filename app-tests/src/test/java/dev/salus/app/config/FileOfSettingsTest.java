package dev.salus.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is taken from a file is what stands there, once; and no command does what is not typed. */
class FileOfSettingsTest {

  @TempDir private Path directory;

  private String config(String... lines) throws Exception {
    Path file = Files.write(directory.resolve("salus.yml"), List.of(lines));
    StringWriter both = new StringWriter();
    PrintWriter to = new PrintWriter(both, true);
    int exitCode =
        SalusMain.commandLine(Map.of())
            .setOut(to)
            .setErr(to)
            .execute("config", "--config", file.toString());
    return exitCode + " " + both;
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1e3", "0123", "2026-11-29", "0x1F", "1_000", "true"})
  void aValueIsTheTextThatStandsThere(String text) throws Exception {
    assertThat(config("admin-login: " + text))
        .startsWith("0 ")
        .containsPattern("admin-login: \"?" + text + "\"? ");
    assertThat(config("store-option:", "  directory: " + text)).contains("directory: ", text);
  }

  @ParameterizedTest
  @CsvSource({"yes,true", "on,true", "true,true", "no,false", "off,false"})
  void aSwitchIsOnOrOff(String text, String is) throws Exception {
    assertThat(config("until-ready: " + text)).contains("until-ready: " + is + " ");
  }

  @Test
  void twoOfOneNameAreRefused() throws Exception {
    assertThat(config("port: 1", "\"port\" : 2")).startsWith("2 salus: port stands twice in ");
    assertThat(config("{port: 1, host: '::1', port: 2}")).startsWith("2 salus: port stands twice");
    assertThat(config("store-option:", "  readers: 1", "  readers: 2"))
        .startsWith("2 salus: readers stands twice in store-option of ");
  }

  @Test
  void aMapIsForOptionsOfPairsOnly() throws Exception {
    assertThat(config("data: {a: b}")).startsWith("2 salus: 'data' is one value, and a map in ");
    assertThat(config("trusted-proxy: [[10.0.0.0/8]]"))
        .startsWith("2 salus: 'trusted-proxy' has no");
  }

  @ParameterizedTest
  @CsvSource({
    "users add,--role",
    "users add,--type",
    "users add,--name",
    "keys backup,--yes-print-secret"
  })
  void whatIsToBeDoneIsTakenFromTheCommandLineOnly(String path, String option) {
    Map<String, String> environment =
        Map.of("SALUS_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'), "true");
    CommandLine command = SalusMain.commandLine(environment);
    for (String name : path.split(" ", -1)) {
      command = command.getSubcommands().get(name);
    }
    assertThat(command.getDefaultValueProvider()).isInstanceOf(ConfiguredDefaults.class);
    ConfiguredDefaults defaults = (ConfiguredDefaults) command.getDefaultValueProvider();
    OptionSpec wanted = command.getCommandSpec().findOption(option);
    assertThat(wanted).isNotNull();
    assertThat(defaults.defaultValue(wanted)).isNull();
  }

  @Test
  void whatIsToBeDoneIsNoSettingOfTheSharedFile() throws Exception {
    assertThat(config("role: admin")).startsWith("2 salus: there is no setting 'role' ");
  }
}
