package dev.salus.storage.couchdb.http;

import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says, for people, why a request got no answer. */
public final class Unreached {

  private static final int DEEPEST_CAUSE = 16;

  private Unreached() {}

  /**
   * Whether a connection with TLS failed since the other side does not speak it, as far as can be
   * told: it answers in another way, ends the connection, or does not say a word.
   */
  public static boolean isForLackOfTls(Throwable failure) {
    return (isCausedBy(failure, SSLException.class)
            && !isCausedBy(failure, GeneralSecurityException.class))
        || isCausedBy(failure, ClosedChannelException.class);
  }

  /** The reason, to be read after a colon. */
  public static String why(Throwable failure) {
    if (isCausedBy(failure, SSLException.class)) {
      return "its certificate is not one that this Java trusts for that name";
    }
    if (isCausedBy(failure, UnknownHostException.class)
        || isCausedBy(failure, UnresolvedAddressException.class)) {
      return "nobody knows its host";
    }
    if (!(failure instanceof RequestFailed request)) {
      return "the request failed";
    }
    return switch (request.kind()) {
      case NOT_SENT ->
          isRefused(request) ? "nothing listens there" : "no connection could be made in time";
      case CUT -> "the connection ended without an answer";
      case TIMEOUT -> "no answer came in time";
      case FAILED, AWAY -> "it says that it cannot";
      case TOO_LONG -> "its answer is too long";
    };
  }

  /** Whether the machine is there and nothing listens. */
  static boolean isRefused(Throwable failure) {
    Throwable cause = failure.getCause();
    String message = cause == null ? null : cause.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("refused");
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    @Nullable Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++) {
      if (type.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
