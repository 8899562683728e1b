package dev.salus.app.scenarios.interrupted;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Unavailable;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Lengthy;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.Repeats;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A batch of which the server takes only a part. */
final class InterruptedBatchTest {

  @Scenario
  void whatWasStoredBeforeTheServerWentAwayIsKnown(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 =
        world.person(
            DataOwner.Type.HCP, options -> server.between(options).withRepeats(Repeats.NONE));
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    List<DataSample> samples = new ArrayList<>(Collections.nCopies(700, Examples.helloWorld()));
    server.on(
        Operation.BULK,
        (asked, honest) ->
            server.asked(Operation.BULK).size() == 2
                ? Future.failedFuture(new Unavailable("it went away", 1_000))
                : honest.get());

    List<BatchResult<DataSample>> results =
        await(hcp1.samples().createOrModifyDataSamplesFor(john.id(), samples));

    assertThat(results).hasSize(700);
    List<BatchResult<DataSample>> done =
        results.stream().filter(BatchResult.Done.class::isInstance).toList();
    assertThat(done).isNotEmpty().isEqualTo(results.subList(0, done.size()));
    assertThat(results.subList(done.size(), 700))
        .allSatisfy(
            result ->
                assertThat(((BatchResult.Failed<DataSample>) result).error())
                    .isInstanceOf(Unavailable.class));
    assertThat(server.asked(Operation.BULK)).hasSize(2);
    assertThat(await(hcp1.samples().getDataSamplesForPatient(john.id()))).hasSameSizeAs(done);
  }

  @Scenario
  @Lengthy
  void aLongBatchOfWhichNothingCanBeWrittenEnds(World world) {
    Person hcp1 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    Metadata stored = john.metadata();
    DataSample neverStored = Examples.helloWorld().toBuilder().metadata(stored).build();
    List<DataSample> samples = Collections.nCopies(1_000_000, neverStored);

    List<BatchResult<DataSample>> results =
        await(hcp1.samples().createOrModifyDataSamplesFor(john.id(), samples));

    assertThat(results).hasSize(1_000_000);
  }
}
