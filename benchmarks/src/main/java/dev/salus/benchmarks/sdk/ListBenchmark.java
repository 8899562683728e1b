package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.result.OpenEntities;
import dev.salus.sdk.model.DataSample;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A record of a hundred samples, listed and opened by a connection that has met none of them. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets up.
public class ListBenchmark {

  private final Primitives primitives = new Primitives();
  private final Fixtures.Reader reader = Fixtures.Reader.ONE;
  private Salus salus;

  /** Connects. */
  @Setup(Level.Invocation)
  public void connect() {
    salus = reader.person.connect();
    await(salus.patientApi().getPatient(reader.listedPatient));
  }

  /** Disconnects. */
  @TearDown(Level.Invocation)
  public void close() {
    await(salus.close());
  }

  /** By the SDK. */
  @Benchmark
  @OperationsPerInvocation(Fixtures.LISTED)
  public OpenEntities<DataSample> sdk() {
    return await(salus.dataSampleApi().getDataSamplesForPatient(reader.listedPatient));
  }

  /** The cryptography alone. */
  @Benchmark
  @OperationsPerInvocation(Fixtures.LISTED)
  public int primitives() {
    int used = 0;
    for (int i = 0; i < Fixtures.LISTED; i++) {
      used += primitives.open();
    }
    return used;
  }
}
