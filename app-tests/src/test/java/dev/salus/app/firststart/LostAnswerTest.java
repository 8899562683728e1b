package dev.salus.app.firststart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.SalusMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A first start whose store makes the administrator, and does not get to say so. */
class LostAnswerTest {

  private static final Pattern SHOWN_ONCE =
      Pattern.compile("shown this once(, is)?: [A-Za-z0-9_-]{20,}");

  private final String which = UUID.randomUUID().toString();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int start(Map<String, String> environment, String... more) {
    List<String> command =
        new ArrayList<>(List.of("serve", "--port", "0", "--until-ready", "--store"));
    command.addAll(List.of(UnsureStoreProvider.NAME, "--store-option"));
    command.add(UnsureStoreProvider.WHICH + "=" + which);
    command.addAll(List.of(more));
    return SalusMain.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(command.toArray(String[]::new));
  }

  @Test
  void thePasswordIsShownByTheNextTryOfTheSameStart() {
    assertThat(start(Map.of(), "--wait-for-store", "1m")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains("not ready yet")
        .containsOnlyOnce("salus: administrator 'admin' was made")
        .containsOnlyOnce("shown this once")
        .containsPattern(SHOWN_ONCE)
        .contains("listening on");
  }

  @Test
  void whereThereIsNoNextTryItIsShownAsWhatMayHold() {
    assertThat(start(Map.of())).isEqualTo(1);

    assertThat(out.toString())
        .contains("salus: whether administrator 'admin' was made is not known")
        .containsPattern(SHOWN_ONCE)
        .doesNotContain("listening on");
  }

  @Test
  void aPasswordThatWasGivenIsNotShown() {
    String password = "correct horse battery staple";
    Map<String, String> environment = Map.of("SALUS_ADMIN_PASSWORD", password);

    assertThat(start(environment, "--wait-for-store", "1m")).as(err.toString()).isZero();

    assertThat(out.toString())
        .containsOnlyOnce("salus: administrator 'admin' was made")
        .doesNotContain(password, "shown this once", "exists");
  }
}
