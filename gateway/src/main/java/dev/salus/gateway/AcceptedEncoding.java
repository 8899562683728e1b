package dev.salus.gateway;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Accept-Encoding} (RFC 9110 §12.5.3). */
final class AcceptedEncoding {

  private static final Pattern GZIP =
      Pattern.compile("\\s*(gzip|x-gzip|\\*)\\s*(;\\s*q=.*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern NEVER =
      Pattern.compile(".*;\\s*q=0(\\.0{0,3})?\\s*", Pattern.CASE_INSENSITIVE);

  private AcceptedEncoding() {}

  /**
   * Whether gzip is taken; not if the header is missing, as it is where somebody types a request.
   */
  static boolean hasGzip(@Nullable String header) {
    return header != null
        && Arrays.stream(header.split(",", -1))
            .anyMatch(one -> GZIP.matcher(one).matches() && !NEVER.matcher(one).matches());
  }
}
