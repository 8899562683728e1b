package dev.salus.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** A process that is ended while a secret is on its screen leaves none there. */
@EnabledOnOs(LINUX)
class EndedWhileASecretIsShownTest {

  /** A wipe that came too late would be lost now and then only. */
  private static final int RUNS = 12;

  private static final String INTERRUPT = "\u0003";
  private static final String WIPED = "\u001b[H\u001b[2J\u001b[?1049l";
  private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

  @TempDir private Path directory;

  private ShellSession shell() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ShownSecret.class.getName());
    Files.writeString(
        directory.resolve("show.sh"),
        // what ran the tests may have it ignore interrupts
        "exec env --default-signal=INT '" + String.join("' '", command) + "' 2>err\n");
    ShellSession shell = new ShellSession(directory, Map.of());
    shell.types("PS1='she''ll: '\n").waitFor("shell: ");
    return shell;
  }

  private static ProcessHandle shown(ShellSession shell) throws Exception {
    shell.types("sh ./show.sh\n");
    Matcher process = PROCESS.matcher(shell.waitFor(ShownSecret.QUESTION));
    assertThat(process.find()).isTrue();
    return ProcessHandle.of(Long.parseLong(process.group(1))).orElseThrow();
  }

  @Test
  void anInterruptWipesIt() throws Exception {
    try (ShellSession shell = shell()) {
      for (int run = 0; run < RUNS; run++) {
        shown(shell);
        assertThat(shell.types(INTERRUPT).waitFor("shell: ")).as("run %d", run).contains(WIPED);
      }
    }
  }

  /** As a process that was given a terminal, and not as its own. */
  @Test
  void aTerminalThatIsNotTheProcessesOwnIsOneToo() throws Exception {
    try (ShellSession shell = shell()) {
      shell.types("setsid -w sh ./show.sh; cat err\n").waitFor(ShownSecret.QUESTION);
      assertThat(shell.types("\r").waitFor("shell: ")).contains(WIPED).doesNotContain("Exception");
    }
  }

  @Test
  void anOrderlyEndWipesIt() throws Exception {
    try (ShellSession shell = shell()) {
      for (int run = 0; run < RUNS; run++) {
        assertThat(shown(shell).destroy()).isTrue();
        assertThat(shell.waitFor("shell: ")).as("run %d", run).contains(WIPED);
      }
    }
  }
}
