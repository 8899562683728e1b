package dev.salus.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Pre-authentication encoding (protocol §0): {@code u64le(n)}, then for each part {@code u64le(len)
 * ‖ bytes}. Injective, so what is signed or used as additional data has one meaning only.
 */
public final class Pae {

  private Pae() {}

  /**
   * The encoding of these parts.
   *
   * @param parts {@code byte[]} as they are, {@link String} as UTF-8, {@link Long} and {@link
   *     Integer} as decimal ASCII
   * @throws IllegalArgumentException for a part of another type
   */
  public static byte[] encode(Object... parts) {
    return encodeAll(Arrays.stream(parts).map(Pae::bytes).toList());
  }

  /** The encoding of these parts. */
  public static byte[] encodeAll(Collection<byte[]> parts) {
    int size = parts.stream().mapToInt(part -> part.length + Long.BYTES).sum() + Long.BYTES;
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(parts.size());
    for (byte[] part : parts) {
      out.putLong(part.length).put(part);
    }
    return out.array();
  }

  /** The encoding of the parts in unsigned byte order ("sorted" in the protocol's formulas). */
  public static byte[] encodeSorted(Collection<byte[]> parts) {
    List<byte[]> sorted = new ArrayList<>(parts);
    sorted.sort(Arrays::compareUnsigned);
    return encodeAll(sorted);
  }

  /** {@link #encodeSorted} of texts, as UTF-8. */
  public static byte[] encodeSortedTexts(Collection<String> texts) {
    return encodeSorted(texts.stream().map(Pae::utf8).toList());
  }

  private static byte[] bytes(Object part) {
    if (part instanceof byte[] raw) {
      return raw;
    }
    if (part instanceof String text) {
      return utf8(text);
    }
    if (part instanceof Long || part instanceof Integer) {
      return part.toString().getBytes(StandardCharsets.US_ASCII);
    }
    throw new IllegalArgumentException("not a part of a PAE: " + part.getClass());
  }

  /** A text as it enters an encoding. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
