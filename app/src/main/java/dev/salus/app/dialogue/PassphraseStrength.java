package dev.salus.app.dialogue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.scoring.Result;

/**
 * How many guesses a passphrase takes, estimated from words, names, keyboard rows, dates and known
 * passwords (nbvcxz). It only ever refuses: a text that passes may still be known to somebody.
 */
final class PassphraseStrength {

  /** The shortest, in characters. */
  static final int LEAST_CHARACTERS = 8;

  /**
   * The least, as the logarithm to base 2: about 130 million guesses, each of which costs Argon2id.
   */
  static final double LEAST_BITS = 27;

  /** What is estimated: the estimate of longer ones takes long, and they are strong enough. */
  private static final int MOST_ESTIMATED = 60;

  /** The rules, to be said before anybody is asked. */
  static final String RULES =
      "The passphrase protects the key file on this machine. Take one that you use nowhere else, of"
          + " at least "
          + LEAST_CHARACTERS
          + " characters that are hard to guess: four words that do not belong together are good."
          + " Nobody can tell it to you again.";

  private PassphraseStrength() {}

  /** Why it is not taken, in a sentence; empty if it is. */
  static Optional<String> objection(char[] passphrase) {
    int characters = Character.codePointCount(passphrase, 0, passphrase.length);
    if (characters < LEAST_CHARACTERS) {
      return Optional.of("a passphrase has at least " + LEAST_CHARACTERS + " characters");
    }
    if (characters > MOST_ESTIMATED) {
      return Optional.empty();
    }
    // the library reads strings only
    Result estimate = Estimator.SHARED.estimate(new String(passphrase));
    return estimate.getEntropy() >= LEAST_BITS
        ? Optional.empty()
        : Optional.of("this passphrase is easy to guess" + reason(estimate));
  }

  /** Its word lists take a while to read: once, and only if somebody chooses a passphrase. */
  private static final class Estimator {
    static final Nbvcxz SHARED =
        new Nbvcxz(new ConfigurationBuilder().setLocale(Locale.ENGLISH).createConfiguration());
  }

  private static String reason(Result estimate) {
    String warning = estimate.getFeedback().getWarning();
    List<String> advice = estimate.getFeedback().getSuggestion();
    return (warning == null || warning.isEmpty() ? "" : ". " + warning)
        + (advice.isEmpty() ? "" : " " + advice.get(advice.size() - 1));
  }
}
