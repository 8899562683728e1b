package dev.salus.sdk.meaning;

import dev.salus.protocol.Ids;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a text must be so that it means something in its field (protocol §4.1). */
public final class TextRule {

  private static final Pattern BLANK = Pattern.compile("\\p{IsWhite_Space}*");
  private static final Pattern NO_SPACE = Pattern.compile("\\P{IsWhite_Space}+");

  /** A text that people write. */
  public static final TextRule FILLED =
      new TextRule("must not be blank: leave it out", Predicate.not(BLANK.asMatchPredicate()));

  /** An id that somebody else gives, or a URI. */
  public static final TextRule ID =
      new TextRule("must be an id or a URI, without white space", NO_SPACE.asMatchPredicate());

  /** The id of an entity. */
  public static final TextRule UUID =
      new TextRule("must be a UUID in lower-case 8-4-4-4-12 form", Ids::isUuid);

  /** A language, well-formed as BCP 47 writes them; {@code und} for none. */
  public static final TextRule LANGUAGE =
      new TextRule(
          "must be a language tag of BCP 47, such as en, de-CH or und", TextRule::isLanguage);

  /** FHIR's comparators of a quantity. */
  public static final TextRule COMPARATOR = oneOf("<", "<=", ">=", ">", "ad");

  /** FHIR's administrative genders. */
  public static final TextRule GENDER = oneOf("male", "female", "other", "unknown");

  /** What FHIR has names used for. */
  public static final TextRule NAME_USE =
      oneOf("usual", "official", "temp", "nickname", "anonymous", "old", "maiden");

  private final String rule;
  private final Predicate<String> fits;

  private TextRule(String rule, Predicate<String> fits) {
    this.rule = rule;
    this.fits = fits;
  }

  private static TextRule oneOf(String... set) {
    return new TextRule("must be one of " + String.join(", ", set), List.of(set)::contains);
  }

  private static boolean isLanguage(String text) {
    if (text.isEmpty()) {
      return false;
    }
    try {
      new Locale.Builder().setLanguageTag(text);
      return true;
    } catch (IllformedLocaleException e) {
      return false;
    }
  }

  boolean fits(String text) {
    return fits.test(text);
  }

  String rule() {
    return rule;
  }
}
