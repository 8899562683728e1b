package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.stage.Samples;
import dev.salus.sdk.model.DataSample;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A sample, created over a transport that answers at once. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets up.
public class CreateBenchmark {

  /** With how many it is shared as it is created. */
  @Param({"0", "1", "5", "20"})
  public int delegates;

  private final Primitives primitives = new Primitives();
  private Fixtures.Creator creator;

  /** Makes what is there before. */
  @Setup
  public void setUp() {
    creator = Fixtures.creator(delegates);
  }

  /** By the SDK. */
  @Benchmark
  public DataSample sdk() {
    return await(
        creator
            .salus()
            .dataSampleApi()
            .createOrModifyDataSampleFor(creator.patient(), Samples.one()));
  }

  /** The cryptography alone. */
  @Benchmark
  public int primitives() {
    return primitives.create(delegates);
  }
}
