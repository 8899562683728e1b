package dev.salus.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DocumentTextTest {

  private static final String TEXT = "\u00e4\u0081\\\u2122 abc\"defghijk\\lmnopq\ud83d\ude00\"r\"";

  private static int slowly(byte[] bytes, int from, char one, char other) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == one || bytes[i] == other) {
        return i;
      }
    }
    return bytes.length;
  }

  @Test
  void firstOf_isTheNextOfBothWhereverWordsBegin() {
    byte[] bytes = TEXT.repeat(3).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= bytes.length; length++) {
      byte[] some = Arrays.copyOf(bytes, length);
      DocumentText text = DocumentText.taking("1-a", some);
      for (int from = 0; from <= length; from++) {
        assertThat(text.firstOf('"', '\\', from)).isEqualTo(slowly(some, from, '"', '\\'));
        assertThat(text.firstOf('"', '"', from)).isEqualTo(slowly(some, from, '"', '"'));
      }
    }
  }
}
