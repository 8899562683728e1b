package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.sdk.Salus;
import dev.salus.sdk.model.DataSample;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A new connection, until it has opened its first sample. */
@State(Scope.Benchmark)
public class ConnectBenchmark {

  private final Primitives primitives = new Primitives();
  private final Fixtures.Reader reader = Fixtures.Reader.ONE;
  private @Nullable Salus salus;

  /** Disconnects. */
  @TearDown(Level.Invocation)
  public void close() {
    if (salus != null) {
      await(salus.close());
    }
  }

  /** By the SDK. */
  @Benchmark
  public DataSample sdk() {
    Salus connected = reader.person.connect();
    salus = connected;
    return await(connected.dataSampleApi().getDataSample(reader.sample));
  }

  /** The cryptography alone. */
  @Benchmark
  public int primitives() {
    return primitives.connect();
  }
}
