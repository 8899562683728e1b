package dev.salus.app.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandTreeTest {

  @Command(name = "all")
  private static final class All {}

  @Command(name = "one")
  private static final class One {}

  @Command(name = "group")
  private static final class Group {}

  private final List<String> made = new ArrayList<>();

  private CommandLine line(String... arguments) {
    return CommandTree.of(new All())
        .with(One.class, () -> noted("one", new One()))
        .withGroup(Group.class, this::group)
        .commandLine(arguments);
  }

  private CommandLine group(String... below) {
    made.add("group");
    return CommandTree.of(new Group())
        .with(One.class, () -> noted("group one", new One()))
        .with(All.class, () -> noted("group all", new All()))
        .commandLine(below);
  }

  private Object noted(String name, Object command) {
    made.add(name);
    return command;
  }

  @Test
  void onlyWhatIsMeantIsMade() {
    assertThat(line("one", "--group").getSubcommands()).containsOnlyKeys("one");
    assertThat(made).containsExactly("one");
  }

  @Test
  void onlyWhatIsMeantBelowIsMade() {
    CommandLine line = line("group", "all", "one");

    assertThat(made).containsExactly("group", "group all");
    assertThat(line.getSubcommands().get("group").getSubcommands()).containsOnlyKeys("all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-V", "on", "ONE", "", "group-one"})
  void whatNamesNoCommandGetsAll(String first) {
    assertThat(line(first).getSubcommands().keySet()).containsExactly("one", "group");
    assertThat(made).containsExactly("one", "group", "group one", "group all");
  }

  @Test
  void aSlipBelowGetsAllThatAreThere() {
    assertThat(line("group", "on").getSubcommands().get("group").getSubcommands().keySet())
        .containsExactly("one", "all");
  }

  @Test
  void eachCommandOfTheJarIsFoundByItselfAsAmongAll() {
    CommandLine all = SalusMain.commandLine(Map.of());
    assertThat(all.getSubcommands()).isNotEmpty();
    all.getSubcommands().keySet().forEach(CommandTreeTest::isFound);
  }

  private static void isFound(String name) {
    assertThat(usage(SalusMain.commandLine(Map.of(), name, "--help"), name))
        .isEqualTo(usage(SalusMain.commandLine(Map.of()), name));
  }

  private static String usage(CommandLine line, String name) {
    CommandLine command = line.getSubcommands().get(name);
    assertThat(command).as(name).isNotNull();
    return command.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }
}
