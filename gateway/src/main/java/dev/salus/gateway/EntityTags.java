package dev.salus.gateway;

import dev.salus.api.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags and the headers that name them (RFC 9110 §8.8.3, §13.1). The tag of an entity is its
 * revision.
 */
final class EntityTags {

  private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?\"([!#-~]*)\"\\s*(?:,|$)");
  private static final Pattern STRONG = Pattern.compile("\\s*\"([!#-~]*)\"\\s*");

  private EntityTags() {}

  /** The {@code ETag} of a revision. */
  static String of(String rev) {
    return '"' + rev + '"';
  }

  /**
   * Whether an {@code If-None-Match} names this revision (weak comparison). One that cannot be read
   * names nothing: the answer is then sent in full.
   */
  static boolean noneMatchNames(@Nullable String header, String rev) {
    if (header == null) {
      return false;
    }
    return header.trim().equals("*") || tags(header).contains(rev);
  }

  private static List<String> tags(String header) {
    List<String> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(header);
    int at = 0;
    while (at < header.length() && matcher.find(at) && matcher.start() == at) {
      tags.add(matcher.group(1));
      at = matcher.end();
    }
    return tags;
  }

  /**
   * Refuses an {@code If-Match} that says anything else than the revision that the request names.
   *
   * @param rev the revision in the body or the query; anything but a text is nothing
   */
  static void checkMatch(@Nullable String header, @Nullable Object rev) {
    if (header == null) {
      return;
    }
    Matcher matcher = STRONG.matcher(header);
    if (!matcher.matches() || !matcher.group(1).equals(rev)) {
      throw new Invalid("rev", "rev: If-Match must be left out or be the same revision");
    }
  }
}
