package dev.salus.sdk.transport;

import dev.salus.api.SecondFactorRequired;
import io.vertx.core.Future;

/**
 * Where a log-in gets codes of the user's second factor from: the person, as a rule.
 *
 * <p>Asked only if the server wants a code, and then up to three times. Each answer is shown to the
 * server once.
 */
@FunctionalInterface
public interface CodeSource {

  /**
   * A code that the authenticator shows now, or a recovery code.
   *
   * @param why what the server said: that a code is missing, or that the last one was refused
   * @return the code; if it fails, the log-in fails with the same, and no more codes are asked for
   */
  Future<String> code(SecondFactorRequired why);
}
