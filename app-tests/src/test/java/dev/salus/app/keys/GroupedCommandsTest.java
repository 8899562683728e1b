package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.dialogue.Terminal;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The help of {@code salus keys}. */
class GroupedCommandsTest {

  private final CommandLine keys =
      KeysCommand.commandLine(Terminal.of(InputStream.nullInputStream()), Map.of());

  private static Stream<String> below(CommandLine command, String before) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(
            each ->
                each.getValue().getSubcommands().isEmpty()
                    ? Stream.of(before + each.getKey())
                    : below(each.getValue(), before + each.getKey() + " "));
  }

  @Test
  void eachCommandIsListedForASituation() {
    assertThat(
            GroupedCommands.GROUPS.stream().flatMap(group -> group.commands().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(below(keys, "").toList());
  }

  @Test
  void whoKnowsNothingReadsWhomToAskAndWhatComesFirst() {
    String help = keys.getUsageMessage(CommandLine.Help.Ansi.OFF);

    assertThat(help)
        .contains("\nYour machine was stolen, or your keys are lost:\n  init  ", "\nEvery day:\n");
    assertThat(help.replaceAll("\\s+", " "))
        .contains("your administrator, gives you all three", "'salus keys init' comes first");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }
}
