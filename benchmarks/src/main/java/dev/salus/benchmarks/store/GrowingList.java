package dev.salus.benchmarks.store;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.table.Form;
import dev.salus.benchmarks.table.Round;
import dev.salus.benchmarks.table.TableRow;
import dev.salus.storage.CollectionSpec;
import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.DocumentStores;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import dev.salus.storage.Query;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pages of 100 and single documents out of more and more, indexed as entities are; beside them the
 * same out of a thousand.
 */
final class GrowingList {

  private static final int FEW = 1_000;
  private static final int PAGE = 100;
  private static final int AT_ONCE = 1_000;
  private static final int ONE_IN = 100;
  private static final String ALL = "all";
  private static final String SOME = "some";
  private static final String INDEX = "by-token";
  private static final String TEXT = "0123456789abcdef".repeat(32);

  private final Form form;
  private final List<Integer> sizes;
  private final GrowthPlot plot;

  /**
   * @param sizes those that are more than a thousand
   * @param plot gets what is measured, too
   */
  GrowingList(Form form, List<Integer> sizes, GrowthPlot plot) {
    this.form = form;
    this.sizes = sizes;
    this.plot = plot;
  }

  List<TableRow> rows(Vertx vertx, String storeName, JsonObject options) {
    List<CollectionSpec> collections =
        IntStream.concat(IntStream.of(FEW), sizes.stream().mapToInt(size -> size))
            .mapToObj(GrowingList::collection)
            .toList();
    DocumentStore store =
        await(DocumentStores.provider(storeName).open(vertx, options, collections));
    fill(store, FEW);
    List<TableRow> rows = new ArrayList<>();
    for (int size : sizes) {
      fill(store, size);
      rows.add(row(storeName, "page of 100 of %,d, all visible", size, store, Kind.ALL_VISIBLE));
      rows.add(row(storeName, "page of 100 of %,d, 1 %% visible", size, store, Kind.FEW_VISIBLE));
      rows.add(row(storeName, "one of %,d", size, store, Kind.ONE));
    }
    await(store.close());
    return rows;
  }

  private enum Kind {
    ALL_VISIBLE("page of 100, all visible"),
    FEW_VISIBLE("page of 100, 1 % visible"),
    ONE("one by its id");

    private final String line;

    Kind(String line) {
      this.line = line;
    }
  }

  private static CollectionSpec collection(int size) {
    return CollectionSpec.of(
        name(size), IndexSpec.of(INDEX, KeyPart.each("index.tokens"), KeyPart.of("index.created")));
  }

  private static String name(int size) {
    return "of-" + size;
  }

  private static void fill(DocumentStore store, int size) {
    for (int from = 0; from < size; from += AT_ONCE) {
      List<Document> documents =
          IntStream.range(from, from + AT_ONCE)
              .mapToObj(GrowingList::document)
              .collect(Collectors.toList());
      await(store.putMany(name(size), documents));
    }
  }

  private static Document document(int number) {
    JsonArray tokens = new JsonArray().add(ALL);
    if (number % ONE_IN == 0) {
      tokens.add(SOME);
    }
    JsonObject index = new JsonObject().put("tokens", tokens).put("created", (long) number);
    return Document.create("d" + number, new JsonObject().put("index", index).put("content", TEXT));
  }

  private TableRow row(String storeName, String what, int size, DocumentStore store, Kind kind) {
    Kind beside = kind == Kind.ONE ? Kind.ONE : Kind.ALL_VISIBLE;
    micros(store, size, kind);
    micros(store, FEW, beside);
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < form.rounds(); i++) {
      rounds.add(new Round(micros(store, size, kind), micros(store, FEW, beside)));
    }
    String line = kind.line + ", " + storeName;
    if (size == sizes.get(0)) {
      plot.add(line, FEW, median(rounds, Round::against));
    }
    plot.add(line, size, median(rounds, Round::measured));
    return new TableRow(
        "Growth, store " + storeName,
        String.format(Locale.ROOT, what, size).replaceAll("(\\d),(\\d)", "$1 $2"),
        kind == Kind.ONE ? "one of 1 000" : "page of 100 of 1 000",
        "µs",
        "≤ 1.2",
        rounds);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** The median of many. */
  private double micros(DocumentStore store, int size, Kind kind) {
    int times = form.pick(150, 600);
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      ask(store, size, kind, i);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[times / 2] / 1e3;
  }

  private static void ask(DocumentStore store, int size, Kind kind, int time) {
    if (kind == Kind.ONE) {
      int number = (int) ((time * 7_919L) % size);
      if (await(store.get(name(size), "d" + number)).isEmpty()) {
        throw new IllegalStateException("a document is missing");
      }
    } else {
      String token = kind == Kind.ALL_VISIBLE ? ALL : SOME;
      int found =
          await(store.query(name(size), Query.of(INDEX, PAGE, token).newestFirst())).items().size();
      if (found != PAGE) {
        throw new IllegalStateException("a page of " + found);
      }
    }
  }
}
