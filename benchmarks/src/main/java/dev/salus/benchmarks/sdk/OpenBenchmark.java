package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.sdk.model.DataSample;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A sample, read and opened over bus and store by somebody who knows its keys. */
@State(Scope.Benchmark)
public class OpenBenchmark {

  private final Primitives primitives = new Primitives();
  private final Fixtures.Reader reader = Fixtures.Reader.ONE;

  /** By the SDK. */
  @Benchmark
  public DataSample sdk() {
    return await(reader.person.salus().dataSampleApi().getDataSample(reader.sample));
  }

  /** The cryptography alone. */
  @Benchmark
  public int primitives() {
    return primitives.open();
  }
}
