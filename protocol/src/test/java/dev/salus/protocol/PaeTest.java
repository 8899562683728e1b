package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PaeTest {

  @Test
  void examples() {
    assertThat(HexFormat.of().formatHex(Pae.encode())).isEqualTo("0000000000000000");
    assertThat(HexFormat.of().formatHex(Pae.encode("test")))
        .isEqualTo("0100000000000000" + "0400000000000000" + "74657374");
    assertThat(Pae.encode(12L, 3)).isEqualTo(Pae.encode("12", "3"));
  }

  @Test
  void refusesOtherParts() {
    assertThatThrownBy(() -> Pae.encode(1.5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pae.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  /** Injective: the parts can be read back. */
  @Property(tries = 300)
  void partsCanBeReadBack(@ForAll List<byte[]> parts) {
    ByteBuffer in = ByteBuffer.wrap(Pae.encodeAll(parts)).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> read = new ArrayList<>();
    for (long left = in.getLong(); left > 0; left--) {
      byte[] part = new byte[Math.toIntExact(in.getLong())];
      in.get(part);
      read.add(part);
    }
    assertThat(in.hasRemaining()).isFalse();
    assertThat(read).usingElementComparator(Arrays::compare).isEqualTo(parts);
  }

  @Property(tries = 300)
  void sortedDoesNotDependOnOrder(@ForAll List<byte[]> parts) {
    List<byte[]> shuffled = new ArrayList<>(parts);
    Collections.reverse(shuffled);
    assertThat(Pae.encodeSorted(shuffled)).isEqualTo(Pae.encodeSorted(parts));
  }

  @Test
  void sortingIsByUnsignedBytes() {
    assertThat(Pae.encodeSortedTexts(List.of("é", "z", "aa", "a")))
        .isEqualTo(Pae.encode("a", "aa", "z", "é"));
  }
}
