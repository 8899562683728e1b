package dev.salus.sdk.json;

import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.json.JsonText.Member;
import dev.salus.sdk.json.JsonText.OfArray;
import dev.salus.sdk.json.JsonText.OfObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object over the text that it was read from: what has not changed comes back to the
 * byte, and so does what was not understood (protocol §4.1, which numbers the rules).
 */
public final class JsonRewrite {

  private final String before;

  private JsonRewrite(String before) {
    this.before = before;
  }

  /**
   * The new text.
   *
   * @param before the text that is written over
   * @param read what would be written for what was read from there
   * @param now what is to be written
   * @param dropped the name of a member that goes in any case
   * @throws MalformedContent if the text before is no JSON object
   * @throws UnwritableContent if what is to be written is nested more than 100 levels deep
   */
  public static byte[] over(
      byte[] before,
      Map<String, @Nullable Object> read,
      Map<String, @Nullable Object> now,
      String dropped) {
    JsonValues.requireShallow(now);
    OfObject parts = parts(before);
    List<Member> members =
        parts.members().stream().filter(member -> !member.name().equals(dropped)).toList();
    String text =
        new JsonRewrite(JsonValues.text(before))
            .object(new OfObject(parts.from(), parts.to(), members), read, now);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The text with one member put before all others, which keep their bytes.
   *
   * @param name of which another one goes
   * @throws MalformedContent if the text before is no JSON object
   */
  public static byte[] withFirst(byte[] before, String name, Map<String, @Nullable Object> value) {
    JsonRewrite rewrite = new JsonRewrite(JsonValues.text(before));
    List<String> members = new ArrayList<>();
    members.add(member(name, value));
    for (Member member : parts(before).members()) {
      if (!member.name().equals(name)) {
        members.add(rewrite.text(member));
      }
    }
    return inBraces(members).getBytes(StandardCharsets.UTF_8);
  }

  private static OfObject parts(byte[] before) {
    JsonValues.parse(before);
    return (OfObject) JsonText.of(JsonValues.text(before));
  }

  /** Rules 1 to 3. */
  private String object(
      OfObject parts,
      Map<?, ? extends @Nullable Object> read,
      Map<?, ? extends @Nullable Object> now) {
    List<String> members = new ArrayList<>();
    Set<String> met = new HashSet<>();
    for (Member member : parts.members()) {
      String name = member.name();
      met.add(name);
      boolean wasRead = read.containsKey(name);
      if (!now.containsKey(name)) {
        if (!wasRead) {
          members.add(text(member));
        }
      } else if (wasRead && Objects.equals(read.get(name), now.get(name))) {
        members.add(text(member));
      } else {
        members.add(
            before.substring(member.from(), member.value().from())
                + value(member.value(), read.get(name), now.get(name)));
      }
    }
    now.forEach(
        (name, value) -> {
          if (name instanceof String text && !met.contains(text)) {
            members.add(member(text, value));
          }
        });
    return inBraces(members);
  }

  /** Rule 4. */
  private String value(JsonText parts, @Nullable Object read, @Nullable Object now) {
    if (parts instanceof OfObject object && now instanceof Map<?, ?> map) {
      return object(object, read instanceof Map<?, ?> before ? before : Map.of(), map);
    }
    if (parts instanceof OfArray array
        && read instanceof List<?> was
        && now instanceof List<?> list
        && array.elements().size() == was.size()) {
      return array(array.elements(), was, list);
    }
    return JsonValues.writeValue(now);
  }

  /** Rule 5. */
  private String array(
      List<JsonText> parts,
      List<? extends @Nullable Object> read,
      List<? extends @Nullable Object> now) {
    int most = Math.min(read.size(), now.size());
    int begin = 0;
    while (begin < most && Objects.equals(read.get(begin), now.get(begin))) {
      begin++;
    }
    int end = 0;
    while (end < most - begin && Objects.equals(ofEnd(read, end), ofEnd(now, end))) {
      end++;
    }
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      int fromEnd = now.size() - 1 - i;
      if (i < begin) {
        elements.add(text(parts.get(i)));
      } else if (fromEnd < end) {
        elements.add(text(ofEnd(parts, fromEnd)));
      } else if (read.size() == now.size()) {
        elements.add(value(parts.get(i), read.get(i), now.get(i)));
      } else {
        elements.add(JsonValues.writeValue(now.get(i)));
      }
    }
    return "[" + String.join(",", elements) + "]";
  }

  private static <T extends @Nullable Object> T ofEnd(List<T> list, int fromEnd) {
    return list.get(list.size() - 1 - fromEnd);
  }

  private String text(Member member) {
    return before.substring(member.from(), member.value().to());
  }

  private String text(JsonText part) {
    return before.substring(part.from(), part.to());
  }

  private static String member(String name, @Nullable Object value) {
    return JsonValues.writeValue(name) + ":" + JsonValues.writeValue(value);
  }

  private static String inBraces(List<String> members) {
    return "{" + String.join(",", members) + "}";
  }
}
