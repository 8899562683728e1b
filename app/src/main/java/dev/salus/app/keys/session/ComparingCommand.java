package dev.salus.app.keys.session;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.dialogue.Fingerprints;
import dev.salus.sdk.error.FingerprintMismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Parameters;

/**
 * A command about a person whose fingerprint is told: after the person, or when it is asked for.
 */
public abstract class ComparingCommand extends KeyCommand {

  @Parameters(
      index = "1..*",
      paramLabel = Fingerprints.LABEL,
      description = "What they told you; asked for if it is not given.")
  private List<String> fingerprint = new ArrayList<>();

  /** In this setting. */
  protected ComparingCommand(CommandSetting setting) {
    super(setting);
  }

  @Override
  protected String input() {
    return super.input() + "; the fingerprint, unless it is an argument";
  }

  /** What the fingerprint is for. */
  protected Fingerprints.Purpose purpose() {
    return Fingerprints.Purpose.TRUST;
  }

  /**
   * The whole name of the person, of which a shell may have made several words: those before the
   * fingerprint belong to it.
   *
   * @param person the first word; empty if nobody was named
   */
  protected final String named(String person) {
    return Stream.concat(
            Stream.of(person), fingerprint.stream().takeWhile(ComparingCommand::isOfName))
        .collect(Collectors.joining(" "))
        .strip();
  }

  /** The fingerprint, which is one; fails with a sentence if what was told is none. */
  protected final String told(KeySession.Opened keys) throws Exception {
    return told(keys, digits());
  }

  /** The same if the person was named by the text of a QR code, which says the key, too. */
  protected final String toldOrIn(String person, KeySession.Opened keys) throws Exception {
    boolean saysKey = fingerprint.isEmpty() && isQrCode(person);
    return told(keys, saysKey ? List.of(person) : digits());
  }

  /**
   * Tells a person whom the fingerprint that is asked for next is of, and when to type it.
   *
   * @param person the id
   * @param what they asked for or did, after their name
   */
  protected static void tellWho(KeySession.Opened keys, String person, String what)
      throws Exception {
    keys.dialogue().explain("This is about " + keys.people().describe(person) + what);
  }

  private String told(KeySession.Opened keys, List<String> given) throws Exception {
    return Fingerprints.told(
        given, keys.dialogue(), "The fingerprint that they told you", purpose());
  }

  /**
   * What comes of a fingerprint that is told. Who is asked for it at a terminal may be told another
   * one, twice.
   *
   * @param person who may be named by a QR code, which is not told anew
   */
  protected final <T> T comparing(KeySession.Opened keys, String person, Callable<T> comparison)
      throws Exception {
    boolean asked = digits().isEmpty() && !isQrCode(person);
    return keys.dialogue()
        .tries(
            () -> {
              try {
                return comparison.call();
              } catch (FingerprintMismatch other) {
                throw asked ? mistyped(keys, other) : other;
              }
            });
  }

  private static RuntimeException mistyped(KeySession.Opened keys, FingerprintMismatch other) {
    String sentence = CommandFailure.naming(other, keys.people()::describeIfReached).getMessage();
    return CommandFailure.mistyped(String.valueOf(sentence));
  }

  private List<String> digits() {
    return fingerprint.stream().dropWhile(ComparingCommand::isOfName).toList();
  }

  private static boolean isQrCode(String word) {
    return word.startsWith("salus:");
  }

  /** Groups of a fingerprint begin with a digit. */
  private static boolean isOfName(String word) {
    String text = word.strip();
    return !text.isEmpty() && !Character.isDigit(text.charAt(0)) && !isQrCode(text);
  }
}
