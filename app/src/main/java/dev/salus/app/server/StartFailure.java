package dev.salus.app.server;

import dev.salus.api.SalusException;
import dev.salus.gateway.token.UnusableKeyException;
import dev.salus.storage.StoreException;
import dev.salus.storage.StoreOptionException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says, for a person, why a server did not start. */
public final class StartFailure {

  /** How a store names one of its options within a message. */
  private static final Pattern OPTION = Pattern.compile("\\(option ([A-Za-z]{1,40})\\)");

  private StartFailure() {}

  /** What is wrong; of failures that nobody foresaw their class only. */
  public static String explain(Throwable failure) {
    if (failure instanceof UnusableKeyException unusable) {
      return unusable.reason();
    }
    if (failure instanceof SalusException salus) {
      return salus.detail();
    }
    if (failure instanceof BindException refused) {
      return explain(refused, "--port", "--host");
    }
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return "the host to listen on is not known (--host)";
    }
    if (failure instanceof StoreOptionException unusable) {
      return StoreOptions.typed(unusable.option()) + " " + unusable.why();
    }
    if (failure instanceof StoreException
        || failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException) {
      return withOptionsAsTyped(String.valueOf(failure.getMessage()));
    }
    return "it could not start (" + failure.getClass().getSimpleName() + ")";
  }

  /**
   * Why an address cannot be listened on.
   *
   * @param port the option that says on which port
   * @param host the option that says at which address
   */
  static String explain(BindException refused, String port, String host) {
    String why = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
    if (why.contains("permission denied")) {
      return "this user may not listen on that port ("
          + port
          + "); below 1024 that takes a right of its own, or a proxy that has it in front";
    }
    if (why.contains("cannot assign")) {
      return "this machine has no such address to listen on (" + host + ")";
    }
    return "the address cannot be listened on; another program may do so already"
        + " (choose another with "
        + port
        + " and "
        + host
        + ")";
  }

  private static String withOptionsAsTyped(String message) {
    return OPTION
        .matcher(message)
        .replaceAll(
            option -> Matcher.quoteReplacement("(" + StoreOptions.typed(option.group(1)) + ")"));
  }
}
