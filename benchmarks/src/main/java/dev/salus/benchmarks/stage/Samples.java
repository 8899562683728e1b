package dev.salus.benchmarks.stage;

import dev.salus.sdk.model.Content;
import dev.salus.sdk.model.DataSample;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Samples of about the size of a finding. */
public final class Samples {

  private static final String COMMENT = "Blood pressure, sitting, left arm. ".repeat(12);

  private Samples() {}

  /** One that is new; its entity takes about 2 kB. */
  public static DataSample one() {
    return DataSample.builder()
        .comment(COMMENT)
        .valueDate(20_261_128_120_000L)
        .content(Map.of("und", Content.number(120)))
        .build();
  }

  /** So many that are new. */
  public static List<DataSample> many(int count) {
    return IntStream.range(0, count).mapToObj(number -> one()).toList();
  }
}
