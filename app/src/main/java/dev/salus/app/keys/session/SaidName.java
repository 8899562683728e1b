package dev.salus.app.keys.session;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a person says who is meant: a whole name or some words of it, whatever the case.
 *
 * @param text in small letters
 * @param words of it
 */
record SaidName(String text, Set<String> words) {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  SaidName {
    words = Set.copyOf(words);
  }

  /** As typed, or as somebody is called. */
  static SaidName of(String said) {
    String text =
        Normalizer.normalize(said.strip(), Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .replace('\u2019', '\'');
    return new SaidName(
        text,
        Arrays.stream(BETWEEN.split(text))
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toSet()));
  }

  /**
   * What somebody is called.
   *
   * @param byPerson whether the person gave that name; else it is the server's word
   */
  record Named(String id, String name, boolean byPerson) {}

  /**
   * The ids of those whom this says best: by a whole name that the person gave; else by a whole
   * name that the server lists; else by words of either, then without the person themselves.
   *
   * @param self the person's own id
   */
  List<String> best(List<Named> all, String self) {
    List<Predicate<Named>> better =
        List.of(
            named -> named.byPerson() && isWhole(named),
            this::isWhole,
            named -> !named.id().equals(self) && isWithin(named));
    return better.stream()
        .map(each -> all.stream().filter(each).map(Named::id).distinct().toList())
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private boolean isWhole(Named named) {
    return of(named.name()).text().equals(text);
  }

  private boolean isWithin(Named named) {
    return !words.isEmpty() && of(named.name()).words().containsAll(words);
  }
}
