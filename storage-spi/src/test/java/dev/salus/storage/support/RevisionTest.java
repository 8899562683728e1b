package dev.salus.storage.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RevisionTest {

  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "{\"a\":2}".getBytes(StandardCharsets.UTF_8);

  @Test
  void hash_isThatOfTheContentAndTheReplacedRevision() {
    assertThat(Revision.hash(null, BODY)).isEqualTo(Revision.hash(null, BODY.clone()));
    assertThat(Revision.hash(null, OTHER)).isNotEqualTo(Revision.hash(null, BODY));
    assertThat(Revision.hash("1-a", BODY)).isNotEqualTo(Revision.hash(null, BODY));
    assertThat(Revision.hash("1-a", BODY)).isNotEqualTo(Revision.hash("1-b", BODY));
  }

  /** {@code printf '\0{"a":1}' | sha256sum} and {@code printf '1-a\0{"a":1}' | sha256sum}. */
  @Test
  void hash_isSha256OfTheTwoCutTo128Bits() {
    assertThat(Revision.hash(null, BODY)).isEqualTo("c7261463ebd776f4650b6d0fe942d9cc");
    assertThat(Revision.hash("1-a", BODY)).isEqualTo("d7c0dc81561130af5922cd0058a86bf6");
  }

  @Test
  void revision_isGenerationAndHash() {
    assertThat(Revision.of(12, "ab")).isEqualTo("12-ab");
  }
}
