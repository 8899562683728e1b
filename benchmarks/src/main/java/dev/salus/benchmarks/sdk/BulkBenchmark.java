package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.stage.Samples;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataSample;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Many samples, created in one call over bus and store. */
@State(Scope.Benchmark)
public class BulkBenchmark {

  private static final int SAMPLES = 500;

  private final Primitives primitives = new Primitives();
  private final Fixtures.Reader reader = Fixtures.Reader.ONE;

  /** By the SDK. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public List<BatchResult<DataSample>> sdk() {
    return await(
        reader
            .person
            .salus()
            .dataSampleApi()
            .createOrModifyDataSamplesFor(reader.patient, Samples.many(SAMPLES)));
  }

  /** The cryptography alone. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int primitives() {
    int used = 0;
    for (int i = 0; i < SAMPLES; i++) {
      used += primitives.store();
    }
    return used;
  }
}
