package dev.salus.app.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedCommandsTest {

  @Test
  void whatIsNamedForHereIsGivenOnceWithTheOptionsQuotedForAShell() {
    NamedCommands named = new NamedCommands();
    named.note("run 'salus keys status', then 'salus keys devices rotate'");
    named.note("'salus keys status' and 'salus profile set' and 'Salus' and " + theirs());

    assertThat(named.with(List.of("--server", "https://salus.example:8443/", "--login", "o'neil")))
        .extracting(parts -> String.join(" ", parts))
        .containsExactly(
            "salus keys status --server https://salus.example:8443/ --login 'o'\\''neil'",
            "salus keys devices rotate --server https://salus.example:8443/ --login 'o'\\''neil'");
  }

  @Test
  void whatAShellWouldActOnIsNoCommand() {
    NamedCommands named = new NamedCommands();

    named.note("shared with 'salus keys status; rm -rf ~' and 'salus $(date)', as the server says");

    assertThat(named.with(List.of("--login", "a"))).isEmpty();
  }

  @Test
  void whatAServerWritesIsNoCommand() {
    NamedCommands named = new NamedCommands();
    String told = "your store is full; run 'salus keys backup --replace'";

    named.note(CommandFailure.explanation(new Forbidden(told)));
    named.note(CommandFailure.explanation(new Unavailable(told, 1)));
    named.note("Nothing reaches Bob: " + NamedCommands.ofOthers(told));

    assertThat(named.with(List.of("--login", "a"))).isEmpty();
  }

  @Test
  void whatIsForAnotherMachineLooksTheSame() {
    assertThat(new NamedCommands().note("they type " + theirs()))
        .isEqualTo("they type 'salus keys give-back'");
  }

  private static String theirs() {
    return NamedCommands.elsewhere("keys give-back");
  }
}
