package dev.salus.app.boundaries.needles;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for thousands of needles in files of any size, in one pass and bounded memory.
 *
 * <p>Each form of a needle is known by its last eight bytes. While a file goes by, its last eight
 * bytes are looked up in a filter of bits, which nearly always says that no form ends like that,
 * then in an open hash table, and then the whole form is compared. The last bytes, because of
 * pieces of JSON it is those that differ.
 */
public final class NeedleSearch {

  private static final int WINDOW = 8;
  private static final int FILTER_BITS = 22;
  private static final int CHUNK = 1024 * 1024;
  private static final int AROUND = 60;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int NONE = -1;

  private final List<byte[]> forms = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final long[] filter = new long[1 << (FILTER_BITS - 6)];
  private final int tableBits;
  private final long[] ends;
  private final int[] first;
  private final int[] next;
  private final int longest;

  /**
   * A needle in a file.
   *
   * @param needle its name
   * @param offset of the byte after it
   * @param around what stands before it and itself, with dots for what cannot be shown
   */
  public record Found(String needle, long offset, String around) {}

  public NeedleSearch(Collection<Needle> needles) {
    Map<String, String> nameOf = new LinkedHashMap<>();
    for (Needle needle : needles) {
      needle.formsInMemory().forEach(form -> nameOf.putIfAbsent(form, needle.name()));
    }
    nameOf.forEach(
        (form, name) -> {
          forms.add(form.getBytes(StandardCharsets.ISO_8859_1));
          names.add(name);
        });
    this.longest = forms.stream().mapToInt(form -> form.length).max().orElse(WINDOW);
    this.tableBits = 65 - Long.numberOfLeadingZeros(Math.max(1, forms.size()));
    this.ends = new long[1 << tableBits];
    this.first = new int[1 << tableBits];
    this.next = new int[forms.size()];
    Arrays.fill(first, NONE);
    for (int i = 0; i < forms.size(); i++) {
      add(i, endOf(forms.get(i)));
    }
  }

  /** How many forms of needles there are. */
  int forms() {
    return forms.size();
  }

  /** The length of the longest form, bytes. */
  public int longest() {
    return longest;
  }

  /** The needles that are in a file, each once, by name, with the first place. */
  public Map<String, Found> in(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in(in);
    }
  }

  /** The needles that are in what is read, each once, by name, with the first place. */
  public Map<String, Found> in(InputStream in) throws IOException {
    return new Pass().over(in);
  }

  private static long endOf(byte[] form) {
    if (form.length < WINDOW) {
      throw new IllegalArgumentException("too short to look for");
    }
    long end = 0;
    for (int i = form.length - WINDOW; i < form.length; i++) {
      end = (end << 8) | (form[i] & 0xff);
    }
    return end;
  }

  private void add(int form, long end) {
    int bit = (int) ((end * MIX) >>> (64 - FILTER_BITS));
    filter[bit >>> 6] |= 1L << bit;
    int slot = slotOf(end);
    ends[slot] = end;
    next[form] = first[slot];
    first[slot] = form;
  }

  /** Where forms with this end are, or would be. */
  private int slotOf(long end) {
    int slot = (int) ((end * MIX) >>> (64 - tableBits));
    while (first[slot] != NONE && ends[slot] != end) {
      slot = (slot + 1) & (ends.length - 1);
    }
    return slot;
  }

  private boolean mayEnd(long window) {
    int bit = (int) ((window * MIX) >>> (64 - FILTER_BITS));
    return (filter[bit >>> 6] & (1L << bit)) != 0;
  }

  /** One reading of one file. */
  private final class Pass {

    private final Map<String, Found> found = new LinkedHashMap<>();
    private final int kept = longest + AROUND;
    private final byte[] buffer = new byte[kept + CHUNK];
    private int filled;
    private long dropped;

    Map<String, Found> over(InputStream in) throws IOException {
      long window = 0;
      for (int read = read(in); read > 0; read = read(in)) {
        int from = filled;
        filled += read;
        for (int i = from; i < filled; i++) {
          window = (window << 8) | (buffer[i] & 0xff);
          if (mayEnd(window)) {
            compare(window, i + 1);
          }
        }
      }
      return found;
    }

    private int read(InputStream in) throws IOException {
      if (filled > kept) {
        int gone = filled - kept;
        System.arraycopy(buffer, gone, buffer, 0, kept);
        dropped += gone;
        filled = kept;
      }
      return in.read(buffer, filled, buffer.length - filled);
    }

    private void compare(long window, int end) {
      for (int form = first[slotOf(window)]; form != NONE; form = next[form]) {
        byte[] bytes = forms.get(form);
        int from = end - bytes.length;
        if (from >= 0 && Arrays.equals(buffer, from, end, bytes, 0, bytes.length)) {
          String name = names.get(form);
          found.putIfAbsent(name, new Found(name, dropped + end, around(from, end)));
        }
      }
    }

    private String around(int from, int end) {
      int begin = Math.max(0, from - AROUND);
      String text = new String(buffer, begin, end - begin, StandardCharsets.ISO_8859_1);
      return text.replaceAll("[^\\x20-\\x7e]", ".");
    }
  }
}
