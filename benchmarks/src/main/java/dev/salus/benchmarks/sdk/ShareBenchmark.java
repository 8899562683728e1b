package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.stage.Samples;
import dev.salus.sdk.model.DataSample;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Access given to a sample that was just written, over bus and store. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets up.
public class ShareBenchmark {

  private final Primitives primitives = new Primitives();
  private final Fixtures.Reader reader = Fixtures.Reader.ONE;
  private DataSample sample;

  /** Writes the sample. */
  @Setup(Level.Invocation)
  public void write() {
    sample =
        await(
            reader
                .person
                .salus()
                .dataSampleApi()
                .createOrModifyDataSampleFor(reader.patient, Samples.one()));
  }

  /** By the SDK. */
  @Benchmark
  public DataSample sdk() {
    return await(reader.person.salus().dataSampleApi().giveAccessTo(sample, reader.other.id()));
  }

  /** The cryptography alone. */
  @Benchmark
  public int primitives() {
    return primitives.share();
  }
}
