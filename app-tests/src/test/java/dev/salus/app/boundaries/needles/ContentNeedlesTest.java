package dev.salus.app.boundaries.needles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of each field something is looked for that is as good as unique. */
final class ContentNeedlesTest {

  private static final String CONTENT =
      "{\"firstName\":\"Zoë\",\"status\":4,\"relevant\":true,\"languages\":[\"en\",\"nl-BE\"],"
          + "\"names\":[{\"text\":\"Zoë \\\"Z\\\" of the Wall\"}],\"gender\":\"female\","
          + "\"codes\":[{\"type\":\"PUBLIC\",\"code\":\"20020131\"}]}   ";

  private static ContentNeedles needles() throws Exception {
    return new ContentNeedles(List.of(CONTENT), Set.of("PUBLIC"));
  }

  @Test
  void aFieldIsLookedForAsItStandsInTheJson() throws Exception {
    assertThat(needles().pieces().stream().map(Needle::name))
        .containsExactly(
            "\"firstName\":\"Zoë\",",
            "\"status\":4,",
            "\"relevant\":true,",
            ",\"nl-BE\"]",
            "\"text\":\"Zoë \\\"Z\\\" of the Wall\"}",
            "\"gender\":\"female\",",
            "\"code\":\"20020131\"}");
  }

  @Test
  void longTextsAreLookedForAlone() throws Exception {
    assertThat(needles().texts().stream().map(Needle::name))
        .containsExactly("Zoë \"Z\" of the Wall", "20020131");
  }

  @Test
  void shortTextsAreLookedForAsStringsUnlessAnyProgramMayHaveThem() throws Exception {
    List<Needle> strings = needles().strings();
    byte[] dump = "....\0\0\0\5\bnl-BE....".getBytes(StandardCharsets.ISO_8859_1);
    byte[] longer = "....\0\0\0\6\bnl-BEx...".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(strings.stream().map(Needle::name))
        .containsExactly(
            "the string Zoë",
            "the string nl-BE",
            "the string Zoë \"Z\" of the Wall",
            "the string 20020131");
    assertThat(new NeedleSearch(strings).in(new ByteArrayInputStream(dump))).hasSize(1);
    assertThat(new NeedleSearch(strings).in(new ByteArrayInputStream(longer))).isEmpty();
  }
}
