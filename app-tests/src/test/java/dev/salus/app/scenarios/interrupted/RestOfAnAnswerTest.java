package dev.salus.app.scenarios.interrupted;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Scenario S36 where what is asked for by id does not fit into one answer. */
final class RestOfAnAnswerTest {

  private static final int ELEMENTS = 3;

  @Scenario
  void s36_whatDidNotFitIsAskedForAgain(World world) {
    HostileServer narrow = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, narrow::between);
    String john = Examples.patientOf(hcp1);
    DataSample sample = linked(john, hcp1);
    narrow.on(
        Operation.ENTITIES, (asked, honest) -> honest.get().map(all -> first(all, rest(asked))));

    DataSample created = await(hcp1.samples().createOrModifyDataSampleFor(john, sample));

    assertThat(created.healthcareElements()).isEqualTo(sample.healthcareElements());
    assertThat(narrow.asked(Operation.ENTITIES)).hasSize(ELEMENTS);
  }

  @Scenario
  void s36_aRestThatDoesNotGetLessIsRefused(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    String john = Examples.patientOf(hcp1);
    DataSample sample = linked(john, hcp1);
    List<JsonArray> rests =
        List.of(
            new JsonArray(),
            new JsonArray(sample.healthcareElements()),
            new JsonArray().add(john),
            new JsonArray().add(1));
    for (JsonArray rest : rests) {
      server.on(Operation.ENTITIES, (asked, honest) -> Future.succeededFuture(answer(rest)));

      failure(InternalFault.class, hcp1.samples().createOrModifyDataSampleFor(john, sample));
    }
    assertThat(server.asked(Operation.ENTITIES)).hasSize(rests.size());
  }

  private static DataSample linked(String patientId, Person hcp) {
    List<String> elements =
        Stream.generate(() -> Examples.elementFor(patientId, hcp).id()).limit(ELEMENTS).toList();
    return Examples.helloWorld().toBuilder().healthcareElements(elements).build();
  }

  private static JsonObject answer(JsonArray rest) {
    return new JsonObject().put("items", new JsonArray()).put("rest", rest);
  }

  /** All that was asked for but the first. */
  private static List<?> rest(HostileServer.Asked asked) {
    List<?> ids = asked.body().getJsonArray("ids").getList();
    return ids.subList(1, ids.size());
  }

  private static JsonObject first(JsonObject all, List<?> rest) {
    JsonArray items = new JsonArray().add(all.getJsonArray("items").getJsonObject(0));
    JsonObject answer = new JsonObject().put("items", items);
    return rest.isEmpty() ? answer : answer.put("rest", new JsonArray(List.copyOf(rest)));
  }
}
