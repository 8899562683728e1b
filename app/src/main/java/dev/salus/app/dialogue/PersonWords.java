package dev.salus.app.dialogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A sentence of the client or of a server in a person's words, as {@code docs/keys.md} has them:
 * what is refused rarely has no sentence of its own.
 */
final class PersonWords {

  private static final Map<Pattern, String> WORDS = words();

  private PersonWords() {}

  private static Map<Pattern, String> words() {
    Map<Pattern, String> words = new LinkedHashMap<>();
    words.put(
        Pattern.compile("\\bk must be 1 to the number of notaries"),
        "how many of the notaries it takes is a number from 1 to as many as there are");
    words.put(Pattern.compile("\\bdata owners\\b"), "people");
    words.put(Pattern.compile("\\b(data owner|dataOwner)\\b"), "person");
    words.put(Pattern.compile("\\bexchange record"), "sharing");
    words.put(Pattern.compile("\\b(key card|card)(?=s?\\b)"), "key");
    words.put(Pattern.compile("\\bkey ring\\b"), "set of keys");
    words.put(Pattern.compile("\\bentities\\b"), "records");
    words.put(Pattern.compile("\\bentity\\b"), "record");
    return words;
  }

  /** The same in their words. */
  static String of(String sentence) {
    String text = sentence;
    for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
      text = word.getKey().matcher(text).replaceAll(word.getValue());
    }
    return text;
  }
}
