package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.SalusException;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Lengthy;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.error.ClientException;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers of any shape give the application a typed error, or none. */
final class HostileAnswersTest {

  private static final List<String> JUNK =
      List.of(
          "{}",
          "{\"items\":null,\"results\":null,\"policy\":null,\"rev\":null,\"id\":null}",
          "{\"items\":\"x\",\"results\":1,\"policy\":\"x\",\"rev\":7,\"id\":{},\"next\":[]}",
          "{\"items\":[null],\"results\":[null],\"policy\":[],\"rev\":[],\"roles\":[null,1]}",
          "{\"items\":[{}],\"results\":[{}],\"policy\":{},\"rev\":\"1-a\",\"next\":\"x\","
              + "\"token\":\"x\",\"card\":{},\"proof\":\"x\"}",
          "{\"items\":[{\"id\":1,\"type\":1,\"rev\":{}}],\"results\":[{\"error\":\"x\"}],"
              + "\"token\":1,\"card\":\"x\",\"proof\":{}}",
          "{\"items\":[{\"id\":\"x\",\"type\":\"hcp\",\"rev\":\"1-a\",\"grants\":[null]}],"
              + "\"results\":[{\"id\":\"x\",\"error\":{\"code\":1}}],\"id\":\"x\",\"login\":\"x\","
              + "\"type\":\"hcp\",\"rev\":\"1-a\",\"roles\":[null],\"token\":\"AAAA\"}");

  /** For each operation calls that use its answer. */
  private static final Map<Operation, List<String>> CALLS =
      Map.ofEntries(
          Map.entry(Operation.ME, List.of("me", "share")),
          Map.entry(Operation.POLICY, List.of("me", "share", "create")),
          Map.entry(Operation.PUT_POLICY, List.of("share")),
          Map.entry(Operation.DATA_OWNER, List.of("share", "copy")),
          Map.entry(Operation.DATA_OWNERS, List.of("find")),
          Map.entry(Operation.CARDS, List.of("keys", "get", "give")),
          Map.entry(Operation.EXCHANGE, List.of("get", "revoke")),
          Map.entry(Operation.EXCHANGES, List.of("give", "revoke", "create")),
          Map.entry(Operation.CREATE_EXCHANGE, List.of("give")),
          Map.entry(Operation.CREATE_ENTITY, List.of("create", "copy")),
          Map.entry(
              Operation.ENTITY, List.of("get", "modify", "give", "revoke", "remove", "delete")),
          Map.entry(Operation.MODIFY_ENTITY, List.of("modify")),
          Map.entry(Operation.BULK, List.of("batch")),
          Map.entry(Operation.ENTITIES, List.of("batch")),
          Map.entry(Operation.LIST_ENTITIES, List.of("list", "about")),
          Map.entry(Operation.GIVE_ACCESS, List.of("give")),
          Map.entry(Operation.REKEY, List.of("revoke")),
          Map.entry(Operation.REMOVE_DELEGATION, List.of("remove")),
          Map.entry(Operation.INVITE, List.of("invite")),
          Map.entry(Operation.INVITATION, List.of("confirm")));

  @Scenario
  @Lengthy
  void anyAnswerIsATypedErrorOrNone(World world) {
    HostileServer server = new HostileServer();
    Person honest = world.hcp();
    Person delegate = world.hcp();
    CALLS.forEach(
        (operation, calls) -> {
          for (String junk : JUNK) {
            for (String call : calls) {
              Patient john = await(honest.patients().createOrModifyPatient(Examples.johnSnow()));
              Patient shared = await(honest.patients().giveAccessTo(john, delegate.id()));
              Person fresh = world.connect(honest, honest.keys(), server::between);
              Supplier<Future<?>> made = call(call, world, fresh, delegate, shared);
              server.replace(operation, new JsonObject(junk));
              requireTyped(operation + " " + junk + " " + call, made);
              server.repent();
            }
          }
        });
  }

  private static Supplier<Future<?>> call(
      String name, World world, Person person, Person delegate, Patient john) {
    return switch (name) {
      case "me" -> () -> person.users().getLoggedUser();
      case "share" -> () -> person.users().shareAllFutureDataWith(List.of(delegate.id()));
      case "find" ->
          () -> person.salus().dataOwnerApi().findDataOwners(DataOwner.Type.HCP, "x", 10);
      case "keys" -> () -> person.salus().dataOwnerApi().getTrustedKeys(delegate.id());
      case "create" -> () -> person.patients().createOrModifyPatient(Examples.johnSnow());
      case "get" -> () -> person.patients().getPatient(john.id());
      case "modify" -> () -> person.patients().createOrModifyPatient(john);
      case "batch" -> batch(person, john);
      case "list" -> () -> person.patients().getPatients(EntityFilter.ALL);
      case "about" -> () -> person.samples().getDataSamplesForPatient(john.id());
      case "give" -> give(person, world.hcp(), john);
      case "revoke" -> () -> person.patients().revokeAccess(john, delegate.id());
      case "remove" -> () -> person.patients().removeAccess(john, delegate.id());
      case "copy" -> () -> person.patients().copyWithout(john, delegate.id());
      case "delete" -> () -> person.patients().deletePatient(john.id());
      case "invite" -> () -> person.patients().inviteUser(john);
      case "confirm" -> confirm(person, john);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Supplier<Future<?>> batch(Person person, Patient john) {
    DataSample sample =
        Examples.helloWorld().toBuilder().healthcareElements(List.of(john.id())).build();
    List<DataSample> both = List.of(sample, Examples.helloWorld());
    return () -> person.samples().createOrModifyDataSamplesFor(john.id(), both);
  }

  private static Supplier<Future<?>> give(Person person, Person other, Patient john) {
    return () -> person.patients().giveAccessTo(john, other.id());
  }

  private static Supplier<Future<?>> confirm(Person person, Patient john) {
    InvitationCode code = await(person.patients().inviteUser(john));
    return () -> person.patients().confirmInvitation(code);
  }

  private static void requireTyped(String what, Supplier<Future<?>> call) {
    try {
      await(call.get());
    } catch (RuntimeException e) {
      assertThat(e).as(what).isInstanceOfAny(SalusException.class, ClientException.class);
    }
  }
}
