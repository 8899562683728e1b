package dev.salus.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Declarations and queries that no store could serve are refused as they are made. */
class SpecsTest {

  private static final KeyPart PART = KeyPart.of("a");

  @Test
  void collectionNames() {
    assertThat(CollectionSpec.of("a-1").name()).isEqualTo("a-1");
    for (String name : List.of("", "A", "1a", "_a", "a/b", "a b", "é", "a".repeat(33))) {
      assertThatThrownBy(() -> CollectionSpec.of(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void indexNames() {
    assertThat(IndexSpec.of("1-a", PART).name()).isEqualTo("1-a");
    for (String name : List.of("", "A", "a/b", "_a", "a".repeat(33))) {
      assertThatThrownBy(() -> IndexSpec.of(name, PART))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> CollectionSpec.of("a", IndexSpec.of("i", PART), IndexSpec.of("i", PART)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indexKeys_haveOneToSixPartsAndOneArray() {
    assertThatThrownBy(() -> IndexSpec.of("i")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IndexSpec("i", Collections.nCopies(7, PART)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IndexSpec.of("i", KeyPart.each("a"), KeyPart.each("b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new IndexSpec("i", Collections.nCopies(6, PART)).key()).hasSize(6);
  }

  @Test
  void limits() {
    assertThat(Query.of("i", Query.MAX_LIMIT).limit()).isEqualTo(1_000);
    for (int limit : new int[] {0, -1, 1_001}) {
      assertThatThrownBy(() -> Query.of("i", limit)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
