package dev.salus.app.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.terminal.PersonTerminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** What is asked again. */
class DialogueTest {

  /** Types an answer in the moment in which a text is shown for the first time. */
  private static final class Hasty extends ByteArrayOutputStream {

    private final String text;
    private final String answer;
    private final Keyboard keyboard;
    private boolean answered;

    private Hasty(String text, String answer, Keyboard keyboard) {
      this.text = text;
      this.answer = answer;
      this.keyboard = keyboard;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      if (!answered && toString(StandardCharsets.UTF_8).contains(text)) {
        answered = true;
        keyboard.types(answer);
      }
    }
  }

  private static final class Keyboard extends InputStream {

    private final Deque<Integer> typed = new ArrayDeque<>();

    private void types(String text) {
      text.chars().forEach(typed::add);
    }

    @Override
    public int read() {
      return typed.isEmpty() ? -1 : typed.remove();
    }

    /** As a terminal answers: what is there, one key at a time. */
    @Override
    public int read(byte[] into, int from, int length) {
      int key = read();
      if (key < 0 || length == 0) {
        return key < 0 ? -1 : 0;
      }
      into[from] = (byte) key;
      return 1;
    }

    @Override
    public int available() {
      return typed.size();
    }
  }

  @Test
  void s53_whoAnswersAsSoonAsItSaysTryAgainIsHeard() throws Exception {
    Keyboard keyboard = new Keyboard();
    keyboard.types("wrong\rtyped before it was asked for");
    Hasty screen = new Hasty("Try again.", "right\r", keyboard);
    PersonTerminal terminal =
        new PersonTerminal(
            new DumbTerminal("t", "dumb", InputStream.nullInputStream(), screen, null), keyboard);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    try (Dialogue dialogue =
        new Dialogue(prompts -> new TypedAnswers(terminal), nowhere, nowhere)) {

      String answer = dialogue.tries(() -> rightOrAgain(dialogue.answer("Which")));

      assertThat(answer).isEqualTo("right");
    }
  }

  @Test
  void aCommandOrAnIdIsNeverBroken() {
    assertThat(Wrapping.lines("  - run 'devices let-in' or ask-back 1f0c-22", 20))
        .containsExactly("  - run 'devices", "    let-in' or", "    ask-back 1f0c-22");
    assertThat(Wrapping.lines("First run 'salus keys devices let-in', there.", 20))
        .containsExactly("First run", "'salus keys devices let-in',", "there.");
    assertThat(Wrapping.lines("don't run 'salus' now", 20))
        .containsExactly("don't run 'salus'", "now");
    assertThat(Wrapping.lines("", 20)).containsExactly("");
  }

  @Test
  void aCommandWithItsOptionsGoesOnWhereAShellReadsOn() {
    List<String> parts = List.of("salus keys status", "--server https://s", "--login a");

    assertThat(Wrapping.command(parts, 50))
        .containsExactly("salus keys status --server https://s --login a");
    assertThat(Wrapping.command(parts, 39))
        .containsExactly("salus keys status --server https://s \\", "    --login a");
    assertThat(Wrapping.command(parts, 20))
        .containsExactly("salus keys status \\", "    --server https://s \\", "    --login a");
  }

  private static String rightOrAgain(String answer) {
    if (!answer.equals("right")) {
      throw CommandFailure.mistyped("that is '" + answer + "'");
    }
    return answer;
  }
}
