package dev.salus.api;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Verification} found.
 *
 * @param field the first field that does not hold; null if all do
 * @param detail what is wrong with it; null if all hold
 */
public record VerificationResult(@Nullable String field, @Nullable String detail) {

  /** All holds. */
  public static final VerificationResult HOLDS = new VerificationResult(null, null);

  /** The refusal, if something does not hold. */
  public Optional<Invalid> refusal() {
    return field == null || detail == null
        ? Optional.empty()
        : Optional.of(new Invalid(field, detail));
  }

  /**
   * Refuses a write of which not all holds.
   *
   * @throws Invalid naming the first field that does not
   */
  public static void requireAll(List<VerificationResult> results) {
    for (VerificationResult result : results) {
      Optional<Invalid> refusal = result.refusal();
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    }
  }

  /** The form on the event bus. */
  public static JsonObject toJson(VerificationResult result) {
    return new JsonObject().put("field", result.field).put("detail", result.detail);
  }

  /** Reads the form on the event bus. */
  public static VerificationResult fromJson(JsonObject json) {
    return new VerificationResult(json.getString("field"), json.getString("detail"));
  }
}
