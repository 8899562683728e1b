package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.SalusException;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.app.dialogue.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server sends in its errors and names cannot draw on the terminal. */
class HostileTextAtTheCommandLineTest {

  private static final String HOSTILE =
      "no\r\u001b[2J\nsalus: ok\u0085\u009b1A\u2028\u2029\u202e\u2066\u200f\u061c";

  private static void isOneLine(String printed) {
    assertThat(printed.codePoints())
        .noneMatch(
            sign ->
                Character.isISOControl(sign)
                    || Character.getType(sign) == Character.FORMAT
                    || sign == 0x2028
                    || sign == 0x2029);
    assertThat(printed).contains("no\ufffd\ufffd[2J\ufffdsalus: ok");
  }

  @Test
  void anErrorIsOneLineAndSaysWhoseItMayBe() {
    for (SalusException error : List.of(new Forbidden(HOSTILE), new Invalid(HOSTILE, "is wrong"))) {
      String explained = CommandFailure.explain(error);

      isOneLine(explained);
      assertThat(explained).startsWith("it was refused; the reason given is: ");
    }
    isOneLine(CommandFailure.explain(new CommandFailure(HOSTILE)));
  }

  @Test
  void aDiskThatIsFullIsSaidToBeFull() {
    assertThat(CommandFailure.explain(new IOException("No space left on device")))
        .isEqualTo("there is no room left on the disk; make room, then run it again");
    assertThat(CommandFailure.explain(new FileSystemException("/a/file", null, "Is a directory")))
        .isEqualTo("this cannot be read or written: /a/file (Is a directory)");
  }

  @Test
  void anErrorIsCutOff() {
    assertThat(CommandFailure.explain(new Invalid("x".repeat(1_000), "y".repeat(1_000))))
        .hasSizeLessThan(400)
        .endsWith("...");
  }

  @Test
  void whatIsToldAndAskedIsOneLine() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter asked = new StringWriter();
    Dialogue dialogue =
        new Dialogue(
            Terminal.of(new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8))),
            new PrintWriter(out),
            new PrintWriter(asked));

    dialogue.say(HOSTILE);
    assertThat(dialogue.answer(HOSTILE)).isEqualTo("a");
    assertThat(dialogue.secret(HOSTILE)).containsExactly('b');

    isOneLine(out.toString().stripTrailing());
    assertThat(asked.toString().lines()).hasSize(2).allSatisfy(line -> isOneLine(line));
  }
}
