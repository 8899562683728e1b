package dev.salus.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The name that a request has in its answer and in logs: the client's own, if that is well-formed,
 * else one that is made. For one event loop only.
 */
final class RequestIds {

  private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");
  private static final String IN_LOG = "request";
  private static final int MOST_LETTERS = 64;
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int MADE_LETTERS = 16;
  private static final int DIGIT_BITS = 4;

  /** The golden ratio, and the constants of MurmurHash3's last step: each number once, mixed. */
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private static final long MIX_1 = 0xFF51AFD7ED558CCDL;
  private static final long MIX_2 = 0xC4CEB9FE1A85EC53L;
  private static final int MIX_SHIFT = 33;

  private long last;

  /** From a random number on, so that two processes make other ones. */
  RequestIds(SecureRandom random) {
    this.last = random.nextLong();
  }

  /** Names a request, in the head of its answer. */
  void name(HttpServerRequest request) {
    String given = request.getHeader(HEADER);
    request.response().putHeader(HEADER, given != null && isWellFormed(given) ? given : made());
  }

  /** What it was named. */
  static String of(HttpServerRequest request) {
    String id = request.response().headers().get(HEADER);
    return id == null ? "" : id;
  }

  /** Gives an answer the name again whose headers were taken back. */
  static void restore(HttpServerRequest request, String id) {
    request.response().putHeader(HEADER, id);
  }

  /** Logs something with the name in the line, as {@code request}. */
  static void log(HttpServerRequest request, Runnable line) {
    MDC.put(IN_LOG, of(request));
    try {
      line.run();
    } finally {
      MDC.remove(IN_LOG);
    }
  }

  private String made() {
    last += STEP;
    long mixed = (last ^ (last >>> MIX_SHIFT)) * MIX_1;
    mixed = (mixed ^ (mixed >>> MIX_SHIFT)) * MIX_2;
    mixed ^= mixed >>> MIX_SHIFT;
    byte[] text = new byte[MADE_LETTERS];
    for (int i = 0; i < MADE_LETTERS; i++) {
      text[i] = DIGITS[(int) (mixed >>> (i * DIGIT_BITS)) & 0xF];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Letters, digits, dots, dashes and underscores: nothing that a log could take for its own. */
  static boolean isWellFormed(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > MOST_LETTERS) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char letter = id.charAt(i);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || letter == '.'
              || letter == '-'
              || letter == '_';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
