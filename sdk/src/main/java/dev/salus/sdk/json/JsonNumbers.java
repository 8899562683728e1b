package dev.salus.sdk.json;

import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.UnwritableContent;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as they are written, with all their digits (protocol §4.1): {@link Long} for integers,
 * {@link BigInteger} where it does not fit, {@link BigDecimal} for what has a fraction or an
 * exponent.
 */
public final class JsonNumbers {

  private static final int MAX_EXPONENT_DIGITS = 6;

  /** Of a number in a field for numbers: it is below 10 to the power of this. */
  private static final int MAX_DIGITS_BEFORE_POINT = 309;

  /** Of a number in a field for numbers, written out. */
  private static final int MAX_DECIMALS = 1_000;

  static final String BOUNDED =
      "must be a number below 10^%d, with at most %d decimals"
          .formatted(MAX_DIGITS_BEFORE_POINT, MAX_DECIMALS);

  private JsonNumbers() {}

  /**
   * The digits of a number that a program has in binary: the fewest that no other one has.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public static BigDecimal decimal(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("a number must be finite");
    }
    return BigDecimal.valueOf(number);
  }

  /**
   * Refuses a number that a field for numbers must not have.
   *
   * @throws UnwritableContent naming the field
   */
  public static void requireBounded(String field, @Nullable BigDecimal number) {
    if (number != null && !isBounded(number)) {
      throw new UnwritableContent(field, BOUNDED);
    }
  }

  /**
   * Whether a field for numbers may have it, so that nobody is made to write out a million zeros.
   */
  static boolean isBounded(BigDecimal number) {
    long digitsBeforePoint = (long) number.precision() - number.scale();
    return number.scale() <= MAX_DECIMALS
        && (number.signum() == 0 || digitsBeforePoint <= MAX_DIGITS_BEFORE_POINT);
  }

  /** A number in its one form; {@link IllegalArgumentException} for one that JSON has not. */
  static Number normalise(Number number) {
    if (number instanceof Double || number instanceof Float) {
      return normalise(decimal(number.doubleValue()));
    }
    if (number instanceof BigDecimal decimal) {
      // written, it has neither fraction nor exponent
      return decimal.scale() == 0 ? integer(decimal.unscaledValue()) : decimal;
    }
    if (number instanceof BigInteger integer) {
      return integer(integer);
    }
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      return number.longValue();
    }
    throw new IllegalArgumentException("not a JSON number: " + number.getClass().getName());
  }

  static Number integer(BigInteger integer) {
    return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
  }

  /** What is written with a fraction or an exponent. */
  static BigDecimal fraction(String text) {
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (exponent >= 0 && digits(text, exponent + 1) > MAX_EXPONENT_DIGITS) {
      throw new MalformedContent(
          "", "must have no exponent of more than " + MAX_EXPONENT_DIGITS + " digits");
    }
    return new BigDecimal(text);
  }

  private static int digits(String text, int from) {
    boolean signed = text.charAt(from) == '-' || text.charAt(from) == '+';
    return text.length() - from - (signed ? 1 : 0);
  }

  /** One of these as a decimal. */
  static BigDecimal decimal(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal;
    }
    return number instanceof BigInteger integer
        ? new BigDecimal(integer)
        : BigDecimal.valueOf(number.longValue());
  }
}
