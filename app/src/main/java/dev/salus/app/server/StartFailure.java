package dev.salus.app.server;

import dev.salus.api.SalusException;
import dev.salus.gateway.token.UnusableKeyException;
import dev.salus.storage.StoreException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Says, for a person, why a server did not start. */
public final class StartFailure {

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
    if (failure instanceof StoreException
        || failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException) {
      return String.valueOf(failure.getMessage());
    }
    return "it could not start (" + failure.getClass().getSimpleName() + ")";
  }
}
