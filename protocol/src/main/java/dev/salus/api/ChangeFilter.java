package dev.salus.api;

import dev.salus.protocol.EntityType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a subscriber wants to hear of.
 *
 * @param types of entities of these types
 * @param tag of entities with this published coding, {@code type|code}; null for all
 */
public record ChangeFilter(Set<EntityType> types, @Nullable String tag) {

  /** Every change. */
  public static final ChangeFilter ALL = new ChangeFilter(EnumSet.allOf(EntityType.class), null);

  /** Copies the types. */
  public ChangeFilter {
    types = Set.copyOf(types);
  }

  /** Whether a change is one of those. */
  public boolean matches(EntityChanged change) {
    return types.contains(change.type()) && (tag == null || change.tags().contains(tag));
  }
}
