package dev.salus.benchmarks.sdk;

import static dev.salus.benchmarks.stage.Stage.await;

import dev.salus.benchmarks.stage.AnsweringTransport;
import dev.salus.benchmarks.stage.Person;
import dev.salus.benchmarks.stage.Samples;
import dev.salus.benchmarks.stage.Stage;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataSample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** What benchmarks of one JVM have in common: made once, since they take turns in it. */
final class Fixtures {

  /** So many are listed. */
  static final int LISTED = 100;

  private static final Stage STAGE = Stage.start();
  private static final Map<Integer, Creator> CREATORS = new ConcurrentHashMap<>();

  private Fixtures() {}

  /** Somebody who creates, without a server in the way. */
  record Creator(Salus salus, String patient) {}

  /** Somebody who shares with so many. */
  static Creator creator(int delegates) {
    return CREATORS.computeIfAbsent(delegates, Fixtures::newCreator);
  }

  private static Creator newCreator(int delegates) {
    Person person = STAGE.person("creator-" + delegates);
    String patient = person.patient();
    List<String> others =
        IntStream.range(0, delegates)
            .mapToObj(number -> STAGE.person("delegate-" + delegates + "-" + number).id())
            .toList();
    if (!others.isEmpty()) {
      await(person.salus().userApi().shareAllFutureDataWith(others));
    }
    return new Creator(person.connect(real -> new AnsweringTransport(real, body -> {})), patient);
  }

  /** Whoever reads and shares what is there. */
  static final class Reader {

    static final Reader ONE = new Reader();

    final Person person = STAGE.person("reader");
    final Person other = STAGE.person("other");
    final String patient = person.patient();
    final String listedPatient = person.patient();
    final String sample = written().get(0);

    private Reader() {}

    /** New samples; their ids. */
    private List<String> written() {
      return await(
              person
                  .salus()
                  .dataSampleApi()
                  .createOrModifyDataSamplesFor(listedPatient, Samples.many(LISTED)))
          .stream()
          .map(result -> ((BatchResult.Done<DataSample>) result).value().requireId())
          .toList();
    }
  }

  static void close() {
    STAGE.close();
  }
}
