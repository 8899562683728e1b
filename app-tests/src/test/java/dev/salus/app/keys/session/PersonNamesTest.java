package dev.salus.app.keys.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.keys.session.SaidName.Named;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonNamesTest {

  private static final String ID = "8937713a-0000-4000-8000-000000000001";
  private static final String OTHER = "8937713a-0000-4000-8000-000000000002";

  private static String typed(String name, Named... others) {
    return PersonNames.typed(name, ID, List.of(others));
  }

  @Test
  void aNameOfSeveralWordsIsInQuotes() {
    assertThat(typed("Alba Ruiz")).isEqualTo("\"Alba Ruiz\"");
    assertThat(typed("Dr. Zo\u00eb O'Neil")).isEqualTo("\"Dr. Zo\u00eb O\u2019Neil\"");
    assertThat(typed("bruno")).isEqualTo("bruno");
  }

  @Test
  void whatAShellOrThisProgramWouldReadOtherwiseIsSaidByTheId() {
    for (String name :
        List.of("", "$(date)", "a`b`", "a\" b", "a; b", "-x", "12", "salus:v1:a:b", OTHER)) {
      assertThat(typed(name)).as(name).isEqualTo(ID);
    }
  }

  @Test
  void whoIsCalledLikeAnotherIsSaidByTheId() {
    assertThat(typed("Alba Ruiz", new Named(OTHER, "alba  RUIZ", false))).isEqualTo(ID);
    assertThat(typed("Alba Ruiz", new Named(ID, "Alba Ruiz", false))).isEqualTo("\"Alba Ruiz\"");
  }
}
