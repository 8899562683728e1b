package dev.salus.benchmarks.table;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows, and what they were measured on.
 *
 * @param machine as {@link Machine} tells
 * @param rows in their order
 */
public record Results(String machine, List<TableRow> rows) {

  /** The picture of growth, beside the results if there is one. */
  public static final String PLOT = "benchmarks-growth.svg";

  private static final String BEGIN = "<!-- The table: written by the command above. -->\n";
  private static final String END = "<!-- The end of the table. -->\n";

  /** Copies the rows. */
  public Results {
    rows = List.copyOf(rows);
  }

  /** These rows, measured here. */
  public static Results here(List<TableRow> rows) {
    return new Results(Machine.describe(), rows);
  }

  /** What is in these files, which were written here. */
  public static Results readAll(List<Path> files) throws IOException {
    List<TableRow> rows = new ArrayList<>();
    for (Path file : files) {
      JsonObject json = new JsonObject(Files.readString(file));
      json.getJsonArray("rows").forEach(row -> rows.add(TableRow.fromJson((JsonObject) row)));
    }
    return here(rows);
  }

  /** Writes them as JSON. */
  public void write(Path file) throws IOException {
    JsonObject json =
        new JsonObject()
            .put("machine", machine)
            .put("rows", new JsonArray(rows.stream().map(TableRow::toJson).toList()));
    Files.writeString(file, json.encodePrettily() + "\n");
  }

  /** A table for each group. */
  public String toMarkdown() {
    Map<String, StringBuilder> groups = new LinkedHashMap<>();
    for (TableRow row : rows) {
      groups
          .computeIfAbsent(
              row.group(),
              group -> new StringBuilder("\n### " + group + "\n\n" + TableRow.markdownHead()))
          .append(row.toMarkdown());
    }
    return machine + "\n" + String.join("", groups.values());
  }

  /** Puts the table into {@code benchmarks.md}, and the JSON beside it. */
  public void publish(Path docs) throws IOException {
    Path page = docs.resolve("benchmarks.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("benchmarks.md does not say where the table goes");
    }
    String before = text.substring(0, begin + BEGIN.length());
    Files.writeString(page, before + "\n" + toMarkdown() + "\n" + text.substring(end));
    write(docs.resolve("benchmarks.json"));
  }
}
