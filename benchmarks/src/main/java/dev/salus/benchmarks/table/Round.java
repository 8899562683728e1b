package dev.salus.benchmarks.table;

import io.vertx.core.json.JsonObject;

/**
 * Two measurements of one unit, one right after the other.
 *
 * @param measured of Salus
 * @param against of what it stands beside
 */
public record Round(double measured, double against) {

  double ratio() {
    return measured / against;
  }

  JsonObject toJson() {
    return new JsonObject().put("measured", measured).put("against", against);
  }

  static Round fromJson(JsonObject json) {
    return new Round(json.getDouble("measured"), json.getDouble("against"));
  }
}
