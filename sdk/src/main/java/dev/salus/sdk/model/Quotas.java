package dev.salus.sdk.model;

import dev.salus.api.Quota;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a data owner may have of what; {@code docs/operations.md} lists it.
 *
 * @param limits each of which the server says something
 * @param rev the revision; null where nothing was ever raised
 */
public record Quotas(Map<Quota, Long> limits, @Nullable String rev) {

  /** Copies the limits. */
  public Quotas {
    limits = Map.copyOf(limits);
  }

  /** How much there may be of this. */
  public long of(Quota quota) {
    return limits.getOrDefault(quota, quota.usual());
  }

  /** The same with another limit. */
  public Quotas with(Quota quota, long limit) {
    Map<Quota, Long> other = new EnumMap<>(Quota.class);
    other.putAll(limits);
    other.put(quota, limit);
    return new Quotas(other, rev);
  }
}
