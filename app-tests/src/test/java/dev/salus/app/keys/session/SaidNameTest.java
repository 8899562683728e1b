package dev.salus.app.keys.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SaidNameTest {

  private static final String SELF = "self";
  private static final List<SaidName.Named> ALL =
      List.of(
          new SaidName.Named(SELF, "Dr. Alba Weiss", false),
          new SaidName.Named("a", "Dr alba", false),
          new SaidName.Named("b", "Bruno Meier-Schmidt", false),
          new SaidName.Named("c", "Meier", false),
          new SaidName.Named("d", "Jürgen", false),
          new SaidName.Named("b", "Onkel Bruno", true),
          new SaidName.Named("e", "Bruno", false));

  private static List<String> found(String said) {
    return SaidName.of(said).best(ALL, SELF);
  }

  @Test
  void aWordOfANameIsEnoughInAnyCaseAndNobodyMeansThemselves() {
    assertThat(found("ALBA")).containsExactly("a");
    assertThat(found("schmidt")).containsExactly("b");
    assertThat(found(" onkel ")).containsExactly("b");
    assertThat(found("alba dr")).containsExactly("a");
    assertThat(found("Ju\u0308rgen")).containsExactly("d");
    assertThat(found("dr. alba weiss")).containsExactly(SELF);
  }

  @Test
  void aWholeNameComesBeforeWordsAndOnesOwnBeforeTheServers() {
    assertThat(found("meier")).containsExactly("c");
    assertThat(found("Bruno")).containsExactly("e");
    assertThat(SaidName.of("Bruno").best(List.of(ALL.get(2), ALL.get(5)), SELF))
        .containsExactly("b");
    assertThat(found("onkel bruno")).containsExactly("b");
  }

  @Test
  void partsOfWordsAndSignsAreNobodysName() {
    assertThat(found("alb")).isEmpty();
    assertThat(found("...")).isEmpty();
    assertThat(found("")).isEmpty();
  }
}
