package dev.salus.api.event;

import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which changes a subscriber wants to hear of.
 *
 * @param types of entities of these types
 * @param tag of entities with this published coding, as {@link dev.salus.protocol.Tag#filter}
 *     writes it; null for all
 * @param since the position after which changes are told, or {@link EventPosition#NOW}, and new
 *     positions with them; null for changes from now on and no positions
 */
public record ChangeFilter(Set<EntityType> types, @Nullable String tag, @Nullable String since) {

  /** Every change. */
  public static final ChangeFilter ALL = new ChangeFilter(EnumSet.allOf(EntityType.class), null);

  /** From now on, without positions. */
  public ChangeFilter(Set<EntityType> types, @Nullable String tag) {
    this(types, tag, null);
  }

  /** Copies the types. */
  public ChangeFilter {
    types = Set.copyOf(types);
  }

  /** Reads the query of {@code GET /events}, which has been checked; all types if it names none. */
  public static ChangeFilter ofQuery(JsonObject query) {
    Set<EntityType> types =
        query.containsKey("types")
            ? Arrays.stream(query.getString("types").split(","))
                .map(EntityType::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet())
            : ALL.types();
    return new ChangeFilter(types, query.getString("tag"), query.getString("since"));
  }

  /** The same after this position, or {@link EventPosition#NOW}. */
  public ChangeFilter after(String position) {
    return new ChangeFilter(types, tag, position);
  }

  /** The query of {@code GET /events} that asks for these changes. */
  public JsonObject toQuery() {
    String names =
        types.stream().map(EntityType::wireName).sorted().collect(Collectors.joining(","));
    JsonObject query = new JsonObject().put("types", names);
    if (tag != null) {
      query.put("tag", tag);
    }
    return since == null ? query : query.put("since", since);
  }

  /** Whether a change is one of those. */
  public boolean matches(EntityChanged change) {
    return types.contains(change.type()) && (tag == null || change.tags().contains(tag));
  }
}
