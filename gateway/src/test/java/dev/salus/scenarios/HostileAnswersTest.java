package dev.salus.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.api.SalusException;
import dev.salus.sdk.EntityFilter;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers of any shape give the application a typed error, or none. */
final class HostileAnswersTest {

  private static final List<String> METHODS =
      List.of(
          "me",
          "policy",
          "putPolicy",
          "user",
          "users",
          "dataOwner",
          "dataOwners",
          "cards",
          "exchange",
          "exchanges",
          "createExchange",
          "createEntity",
          "entity",
          "modifyEntity",
          "bulk",
          "entities",
          "listEntities",
          "giveAccess");

  private static final List<String> JUNK =
      List.of(
          "{}",
          "{\"items\":null,\"results\":null,\"policy\":null,\"rev\":null,\"id\":null}",
          "{\"items\":\"x\",\"results\":1,\"policy\":\"x\",\"rev\":7,\"id\":{},\"next\":[]}",
          "{\"items\":[null],\"results\":[null],\"policy\":[],\"rev\":[],\"roles\":[null,1]}",
          "{\"items\":[{}],\"results\":[{}],\"policy\":{},\"rev\":\"1-a\",\"next\":\"x\"}",
          "{\"items\":[{\"id\":1,\"type\":1,\"rev\":{}}],\"results\":[{\"error\":\"x\"}]}",
          "{\"items\":[{\"id\":\"x\",\"type\":\"hcp\",\"rev\":\"1-a\",\"grants\":[null]}],"
              + "\"results\":[{\"id\":\"x\",\"error\":{\"code\":1}}],\"id\":\"x\",\"login\":\"x\","
              + "\"type\":\"hcp\",\"rev\":\"1-a\",\"roles\":[null]}");

  @Scenario
  void anyAnswerIsATypedErrorOrNone(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Person hcp2 = world.hcp();
    Patient john = Wait.get(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    DataSample sample =
        Wait.get(hcp1.samples().createOrModifyDataSampleFor(john.id(), Examples.helloWorld()));

    for (String method : METHODS) {
      for (String junk : JUNK) {
        Person fresh = world.connect(hcp1, hcp1.keys(), server::between);
        server.replace(method, new JsonObject(junk));
        calls(fresh, hcp2.id(), john, sample)
            .forEach((name, call) -> requireTyped(method + " " + junk + " " + name, call));
        server.repent();
      }
    }
  }

  private static Map<String, Supplier<Future<?>>> calls(
      Person person, String other, Patient john, DataSample sample) {
    return Map.of(
        "me", () -> person.users().getLoggedUser(),
        "share", () -> person.users().shareAllFutureDataWith(SharingKind.ALL, List.of(other)),
        "find", () -> person.salus().dataOwnerApi().findDataOwners(DataOwner.Type.HCP, "x", 10),
        "keys", () -> person.salus().dataOwnerApi().getTrustedKeys(other),
        "create", () -> person.patients().createOrModifyPatient(Examples.johnSnow()),
        "modify", () -> person.patients().createOrModifyPatient(john),
        "batch", () -> person.samples().createOrModifyDataSamplesFor(john.id(), List.of(sample)),
        "list", () -> person.patients().getPatients(EntityFilter.ALL),
        "about", () -> person.samples().getDataSamplesForPatient(john.id()),
        "give", () -> person.patients().giveAccessTo(john, other));
  }

  private static void requireTyped(String what, Supplier<Future<?>> call) {
    try {
      Wait.get(call.get());
    } catch (RuntimeException e) {
      assertThat(e).as(what).isInstanceOfAny(SalusException.class, ClientException.class);
    }
  }
}
