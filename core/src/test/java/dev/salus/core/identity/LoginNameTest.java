package dev.salus.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.FieldReader;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class LoginNameTest {

  @Example
  void whatPeopleTakeForOneNameIsOne() {
    assertThat(List.of("zoë", "zoe\u0308", "ZOË", "Zoe\u0308"))
        .extracting(text -> login(text).claimId())
        .containsOnly(login("zoë").claimId());
    assertThat(List.of("STRASSE", "straße", "STRAẞE"))
        .extracting(text -> login(text).key())
        .containsOnly("strasse");
    assertThat(login("ΌΣΟΣ").key()).isEqualTo(login("όσος").key());
    assertThat(login("zoe").claimId()).isNotEqualTo(login("zoë").claimId());
  }

  @Property
  void caseNeverMatters(@ForAll @AlphaChars @StringLength(min = 1, max = 128) String text) {
    assertThat(login(text.toUpperCase(Locale.ROOT)).key())
        .isEqualTo(login(text.toLowerCase(Locale.ROOT)).key());
  }

  @Example
  void foldingTwiceIsFoldingOnceForEveryCharacter() {
    for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFKC)) {
      assertThat(
              IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                  .filter(LoginNameTest::isCharacter)
                  .filter(character -> !isStable("a" + Character.toString(character), form))
                  .toArray())
          .isEmpty();
    }
  }

  private static boolean isCharacter(int codePoint) {
    return Character.isDefined(codePoint)
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }

  private static boolean isStable(String text, Normalizer.Form form) {
    String once = LoginName.fold(text, form);
    return LoginName.fold(once, form).equals(once);
  }

  @Property
  void theOrderIsInLowerCaseAsciiAndSaysWhichNameItIs(
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String some,
      @ForAll @AlphaChars @StringLength(min = 1, max = 20) String other) {
    assertThat(login(some).order()).matches("[0-9a-f]+");
    assertThat(Integer.signum(login(some).order().compareTo(login(other).order())))
        .isEqualTo(Integer.signum(login(some).key().compareTo(login(other).key())));
  }

  private static LoginName login(String text) {
    return LoginName.read(FieldReader.of(new JsonObject().put("login", text)), "login");
  }
}
