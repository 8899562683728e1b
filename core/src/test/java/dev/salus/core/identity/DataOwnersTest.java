package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The directory of data owners. */
class DataOwnersTest {

  private static final Caller SOMEBODY = Caller.ofDataOwner("u", UUID.randomUUID().toString());

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void aDataOwnerIsSeenByEverybodyWhoKnowsItsId() {
    JsonObject created = create("hcp", "Dr. Qyburn");
    String id = created.getString("id");

    assertThat(created.fieldNames()).isEqualTo(Set.of("id", "type", "name", "rev"));
    assertThat(await(identity.dataOwner(SOMEBODY, id))).isEqualTo(created);
    assertThat(await(identity.dataOwnerExists(id))).isTrue();
    String unknown = UUID.randomUUID().toString();
    assertThat(await(identity.dataOwnerExists(unknown))).isFalse();
    assertThat(await(identity.dataOwnerExists("../users"))).isFalse();
    failure(NotFound.class, identity.dataOwner(SOMEBODY, unknown));
  }

  @Test
  void namesAreFoundByTheirBeginningInAnyCase() {
    create("hcp", "Łukasz");
    create("hcp", "Lukas");
    create("hcp", "LUKE");
    create("hcp", "Éowyn");
    create("device", "Luke's pump");

    assertThat(names("hcp", "luk")).containsExactly("Lukas", "LUKE");
    assertThat(names("hcp", "LUKE")).containsExactly("LUKE");
    assertThat(names("hcp", "łu")).containsExactly("Łukasz");
    assertThat(names("hcp", "e\u0301OW")).containsExactly("Éowyn");
    assertThat(names("device", "luk")).containsExactly("Luke's pump");
    assertThat(names(null, "luk")).containsExactly("Lukas", "LUKE", "Luke's pump");
    assertThat(names("hcp", "x")).isEmpty();
    assertThat(names("hcp", "\uffff")).isEmpty();
  }

  @Test
  void theDirectoryIsPaged() {
    for (String name : List.of("delta", "alpha", "charlie", "bravo")) {
      create("hcp", name);
    }
    JsonObject query = new JsonObject().put("type", "hcp").put("limit", 3);

    JsonObject first = await(identity.dataOwners(SOMEBODY, query));
    JsonObject second =
        await(identity.dataOwners(SOMEBODY, query.copy().put("cursor", first.getString("next"))));

    assertThat(names(first)).containsExactly("alpha", "bravo", "charlie");
    assertThat(names(second)).containsExactly("delta");
    assertThat(second.containsKey("next")).isFalse();
    assertInvalid("cursor", identity.dataOwners(SOMEBODY, query.copy().put("cursor", "?")));
  }

  @Test
  void patientsAreListedToAdministratorsOnly() {
    JsonObject patient = create("patient", null);
    JsonObject unnamed = create("hcp", null);

    assertThat(items(SOMEBODY, new JsonObject())).containsExactly(unnamed);
    assertThat(items(ADMIN, new JsonObject())).containsExactlyInAnyOrder(patient, unnamed);
    assertThat(items(ADMIN, new JsonObject().put("type", "patient"))).containsExactly(patient);
    failure(
        Forbidden.class, identity.dataOwners(SOMEBODY, new JsonObject().put("type", "patient")));
    assertThat(await(identity.dataOwner(SOMEBODY, patient.getString("id")))).isEqualTo(patient);
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsFieldAndNotStored() {
    assertInvalid("type", body(new JsonObject()));
    assertInvalid("type", body(new JsonObject().put("type", "hospital")));
    assertInvalid("name", body(new JsonObject().put("type", "patient").put("name", "Jon")));
    assertInvalid("name", body(new JsonObject().put("type", "hcp").put("name", "")));
    assertInvalid("name", body(new JsonObject().put("type", "hcp").put("name", "\udc00")));
    assertInvalid("name", body(new JsonObject().put("type", "hcp").put("name", "x".repeat(257))));
    assertInvalid("id", body(new JsonObject().put("type", "hcp").put("id", "x")));
    failure(
        Forbidden.class, identity.createDataOwner(SOMEBODY, new JsonObject().put("type", "hcp")));
    assertInvalid("type", identity.dataOwners(ADMIN, new JsonObject().put("type", "x")));
    assertThat(items(ADMIN, new JsonObject())).isEmpty();
  }

  private Future<JsonObject> body(JsonObject body) {
    return identity.createDataOwner(ADMIN, body);
  }

  private JsonObject create(String type, String name) {
    JsonObject body = new JsonObject().put("type", type);
    return await(body(name == null ? body : body.put("name", name)));
  }

  private List<String> names(String type, String beginning) {
    JsonObject query = new JsonObject().put("name", beginning);
    return names(
        await(identity.dataOwners(SOMEBODY, type == null ? query : query.put("type", type))));
  }

  private List<JsonObject> items(Caller caller, JsonObject query) {
    return await(identity.dataOwners(caller, query)).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(owner -> owner.getString("name"))
        .toList();
  }
}
