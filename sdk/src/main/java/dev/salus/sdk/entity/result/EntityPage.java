package dev.salus.sdk.entity.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of entities.
 *
 * @param items those that could be opened, those that are doubtful, those that stay encrypted and
 *     those that are refused, in their order; may be none though there is a next page
 * @param next where the next page begins; null if this is the last
 */
public record EntityPage<T>(List<PotentiallyEncrypted<T>> items, @Nullable String next) {
  /** Copies the items. */
  public EntityPage {
    items = List.copyOf(items);
  }
}
