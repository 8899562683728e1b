package dev.salus.benchmarks.table;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One thing that was measured beside another.
 *
 * @param group the heading that it stands under
 * @param what was measured
 * @param against what it stands beside
 * @param unit of both
 * @param goal what the ratio is to be, as a text
 * @param rounds at least one
 */
public record TableRow(
    String group, String what, String against, String unit, String goal, List<Round> rounds) {

  /** Copies the rounds. */
  public TableRow {
    rounds = List.copyOf(rounds);
  }

  /** The median of the ratios of the rounds. */
  public double ratio() {
    return median(Round::ratio);
  }

  private double median(ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("group", group)
        .put("what", what)
        .put("against", against)
        .put("unit", unit)
        .put("goal", goal)
        .put("ratio", ratio())
        .put("rounds", new JsonArray(rounds.stream().map(Round::toJson).toList()));
  }

  static TableRow fromJson(JsonObject json) {
    return new TableRow(
        json.getString("group"),
        json.getString("what"),
        json.getString("against"),
        json.getString("unit"),
        json.getString("goal"),
        json.getJsonArray("rounds").stream()
            .map(JsonObject.class::cast)
            .map(Round::fromJson)
            .toList());
  }

  static String markdownHead() {
    return "| what | measured | against | ratio | spread | goal |\n|---|---:|---|---:|---:|---:|\n";
  }

  String toMarkdown() {
    double[] ratios = rounds.stream().mapToDouble(Round::ratio).sorted().toArray();
    String spread = number(ratios[0]) + "–" + number(ratios[ratios.length - 1]);
    String beside = against + ": " + number(median(Round::against)) + " " + unit;
    Stream<String> cells =
        Stream.of(
            what,
            number(median(Round::measured)) + " " + unit,
            beside,
            number(ratio()),
            spread,
            goal);
    return "| " + String.join(" | ", cells.toList()) + " |\n";
  }

  /** Three digits that count. */
  private static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
