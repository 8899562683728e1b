package dev.salus.sdk.transport;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a session beyond the transport that opened it, for another one to go on with ({@link
 * HttpTransport#keptBy}). Whoever has the token that it keeps is logged in until the session ends.
 */
public interface SessionKeeper {

  /** The token that was kept last; empty if there is no session to go on with. */
  Optional<String> refreshToken();

  /**
   * Keeps a token in place of the one before, which is spent: whoever shows that later ends the
   * session. Nothing is called with the session before this completes; if it fails, so do calls.
   */
  Future<Void> keep(String refreshToken);

  /** After what time the server ends a session that is opened, however often it is refreshed. */
  Duration longest();
}
