package dev.salus.core.sharing;

import dev.salus.api.Invalid;
import dev.salus.api.VerificationResult;
import io.vertx.core.Future;
import java.util.List;

/** What the crypto verticle says of one write. */
final class Confirmation {

  private Confirmation() {}

  /**
   * Succeeds if all holds; else fails with {@link Invalid} naming the first field that does not.
   */
  static Future<Void> of(List<VerificationResult> results) {
    for (VerificationResult result : results) {
      if (result.refusal().isPresent()) {
        return Future.failedFuture(result.refusal().get());
      }
    }
    return Future.succeededFuture();
  }
}
