package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Invalid;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

/** {@code ETag}, {@code If-None-Match} and {@code If-Match} (RFC 9110). */
class EntityTagsTest {

  @Property
  void aListNamesWhatIsInIt(@ForAll @Size(max = 30) List<@AlphaChars @NotEmpty String> revs) {
    String header = revs.stream().map(EntityTags::of).collect(Collectors.joining(" , "));
    assertThat(revs).allMatch(rev -> EntityTags.noneMatchNames(header, rev));
    assertThat(EntityTags.noneMatchNames(header, "1-not-there")).isFalse();
  }

  @Property
  void onlyWhatIsThereIsNamed(
      @ForAll @Chars({'"', '1', '-', 'a', ',', 'W', '/', ' ', '*'}) String header) {
    boolean there = header.trim().equals("*") || header.contains("\"1-a\"");
    assertThat(!EntityTags.noneMatchNames(header, "1-a") || there).as(header).isTrue();
  }

  @Example
  void aMatchIsTheSameRevisionOrRefused() {
    assertThatCode(() -> EntityTags.checkMatch(null, null)).doesNotThrowAnyException();
    assertThatCode(() -> EntityTags.checkMatch("\"1-a\"", "1-a")).doesNotThrowAnyException();
    assertThatCode(() -> EntityTags.checkMatch(" \"1-a\" ", "1-a")).doesNotThrowAnyException();
    for (String header : List.of("", "1-a", "\"1-b\"", "W/\"1-a\"", "*", "\"1-a\", \"1-a\"")) {
      refused(header, "1-a");
    }
    refused("\"1-a\"", null);
    refused("\"1\"", 1L);
  }

  private static void refused(String header, Object rev) {
    assertThatThrownBy(() -> EntityTags.checkMatch(header, rev))
        .as(header)
        .isInstanceOfSatisfying(Invalid.class, e -> assertThat(e.field()).isEqualTo("rev"));
  }
}
