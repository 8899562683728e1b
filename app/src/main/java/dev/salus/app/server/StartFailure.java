package dev.salus.app.server;

import dev.salus.api.SalusException;
import dev.salus.gateway.token.UnusableKeyException;
import dev.salus.storage.StoreException;
import dev.salus.storage.StoreOptionException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
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
    if (failure instanceof BindException) {
      return "the address cannot be listened on; another program may do so already"
          + " (choose another with --port and --host)";
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

  private static String withOptionsAsTyped(String message) {
    return OPTION
        .matcher(message)
        .replaceAll(
            option -> Matcher.quoteReplacement("(" + StoreOptions.typed(option.group(1)) + ")"));
  }
}
