package dev.salus.benchmarks.gateway;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.stage.AnsweringTransport;
import dev.salus.benchmarks.stage.Person;
import dev.salus.benchmarks.stage.Samples;
import dev.salus.sdk.Salus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Samples that are sealed and signed, ready to be posted. */
final class SealedSamples implements AutoCloseable {

  private static final int AT_ONCE = 64;

  private final Queue<Buffer> sealed = new ConcurrentLinkedQueue<>();
  private final Person person;
  private final Salus salus;
  private final String patient;

  SealedSamples(Person person) {
    this.person = person;
    this.patient = person.patient();
    this.salus =
        person.connect(real -> new AnsweringTransport(real, body -> sealed.add(body.toBuffer())));
  }

  /** So many new ones. What is posted more than minutes after it was sealed is refused. */
  List<Buffer> next(int count) {
    while (sealed.size() < count) {
      List<Future<?>> creations = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        creations.add(salus.dataSampleApi().createOrModifyDataSampleFor(patient, Samples.one()));
      }
      await(Future.all(creations));
    }
    List<Buffer> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(sealed.remove());
    }
    return taken;
  }

  /** Ends the writer's connections; what was sealed can be sent as before. */
  @Override
  public void close() {
    await(salus.close());
    await(person.salus().close());
  }
}
