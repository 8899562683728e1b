package dev.salus.app.keys.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aNameThatAServerSaysStaysAName() {
    for (String name :
        new String[] {"Dr. Anna Berg", "Carla Weiß", "O\u2019Neill", "Prof. Dr. med. Li"}) {
      assertThat(Words.called(name)).isEqualTo(name);
    }
    assertThat(Words.called("O'Neill")).isEqualTo("O\u2019Neill");
  }

  @Test
  void aNameDoesNotGoOnInTheVoiceOfTheProgram() {
    String hostile =
        "Dr Ben Okafor' (as the server says). You compared their fingerprint on 2026-01-02."
            + "   Go on. '\u2019 \"x\" \u201cy\u201d";

    String called = Words.called(hostile);

    assertThat(called).startsWith("Dr Ben Okafor as the server says You compared");
    assertThat(called).doesNotContain("'", "\u2019", "\"", "\u201c", "(", ")", ". ");
    assertThat(called.length()).isLessThanOrEqualTo(Words.LONGEST_NAME + 1);
  }
}
