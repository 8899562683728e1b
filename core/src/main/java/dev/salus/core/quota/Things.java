package dev.salus.core.quota;

import dev.salus.core.quota.Usage.Thing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The things of a {@link Usage} row.
 *
 * @param byName each by its name
 */
record Things(Map<String, Thing> byName) {

  static final Things NONE = new Things(Map.of());

  private static final String FIELD = "things";

  Things {
    byName = Map.copyOf(byName);
  }

  /** Reads the stored form, {@code {things: {name: [weight, lookUpAt]}}}. */
  static Things of(JsonObject body) {
    JsonObject things = body.getJsonObject(FIELD);
    Map<String, Thing> byName = new TreeMap<>();
    for (String name : things.fieldNames()) {
      JsonArray values = things.getJsonArray(name);
      byName.put(name, new Thing(name, values.getLong(0), values.getLong(1)));
    }
    return new Things(byName);
  }

  JsonObject toBody() {
    JsonObject things = new JsonObject();
    new TreeMap<>(byName)
        .forEach((name, thing) -> things.put(name, JsonArray.of(thing.weight(), thing.lookUpAt())));
    return new JsonObject().put(FIELD, things);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** How much of the quota all take. */
  long weight() {
    return byName.values().stream().mapToLong(Thing::weight).sum();
  }

  Things with(Thing thing) {
    Map<String, Thing> more = new TreeMap<>(byName);
    more.put(thing.name(), thing);
    return new Things(more);
  }

  Things without(Collection<String> names) {
    Map<String, Thing> less = new TreeMap<>(byName);
    names.forEach(less::remove);
    return new Things(less);
  }

  /** The names of those that it is time to look up. */
  Set<String> due(long now) {
    return byName.values().stream()
        .filter(thing -> thing.lookUpAt() <= now)
        .map(Thing::name)
        .collect(Collectors.toSet());
  }

  /**
   * These without those that were not there.
   *
   * @param due what was looked up
   * @param there which of it is there
   * @param next when those are looked up again
   */
  Things lookedUp(Set<String> due, Set<String> there, long next) {
    Map<String, Thing> left = new TreeMap<>(byName);
    for (String name : due) {
      left.computeIfPresent(
          name,
          (key, thing) -> there.contains(name) ? new Thing(name, thing.weight(), next) : null);
    }
    return new Things(left);
  }
}
