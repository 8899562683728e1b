package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** How a tag is asked for: in one way, which no other tag has. */
final class TagTest {

  @Provide
  Arbitrary<Tag> tags() {
    Arbitrary<String> text = Arbitraries.strings().withChars("ab|\\").ofMinLength(1).ofMaxLength(4);
    return Combinators.combine(text, text).as((type, code) -> new Tag(type, code, null));
  }

  @Property
  void noOtherTagIsAskedForInTheSameWay(@ForAll("tags") Tag one, @ForAll("tags") Tag other) {
    assertThat(one.filter().equals(other.filter())).isEqualTo(one.equals(other));
    assertThat(Tag.isFilter(one.filter())).isTrue();
  }

  @Example
  void whatHasNeitherBarNorBackslashStandsAsItIs() {
    assertThat(new Tag("LOINC", "8867-4", "2.77").filter()).isEqualTo("LOINC|8867-4");
    assertThat(new Tag("a|b", "c\\", null).filter()).isEqualTo("a\\|b|c\\\\");
  }

  @Example
  void whatAsksForNoTag() {
    for (String text :
        new String[] {"", "|", "a", "a|", "|b", "a|b|c", "a\\|b", "a|b\\", "a\\b|c", "\\||\\"}) {
      assertThat(Tag.isFilter(text)).as(text).isFalse();
    }
  }
}
