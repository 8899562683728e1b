package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users as administrators see them. */
class UsersTest {

  private static final Caller SOMEBODY = Caller.ofDataOwner("u", UUID.randomUUID().toString());

  private final RunningSalus salus = RunningSalus.start();
  private final IdentityService identity = salus.identity();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void aCreatedUserIsFoundByIdAndByLoginInAnyCase() {
    String owner = salus.dataOwner("hcp");
    JsonObject user =
        await(
            create(
                salus
                    .credentials("Ygritte")
                    .put("roles", new JsonArray().add("admin"))
                    .put("dataOwner", owner)));

    assertThat(user.fieldNames()).isEqualTo(Set.of("id", "login", "roles", "dataOwner", "rev"));
    assertThat(user.getString("login")).isEqualTo("Ygritte");
    assertThat(user.getString("dataOwner")).isEqualTo(owner);
    assertThat(await(identity.user(ADMIN, user.getString("id")))).isEqualTo(user);
    JsonObject byLogin = await(identity.users(ADMIN, new JsonObject().put("login", "yGRITTE")));
    assertThat(byLogin).isEqualTo(new JsonObject().put("items", new JsonArray().add(user)));
    assertThat(await(identity.users(ADMIN, new JsonObject().put("login", "nobody"))))
        .isEqualTo(new JsonObject().put("items", new JsonArray()));
  }

  @Test
  void usersAreListedInPagesByLogin() {
    List.of("carol", "Alice", "bob").forEach(salus::user);

    JsonObject first = await(identity.users(ADMIN, new JsonObject().put("limit", 2)));
    JsonObject second =
        await(identity.users(ADMIN, new JsonObject().put("cursor", first.getString("next"))));

    assertThat(logins(first)).containsExactly("Alice", "bob");
    assertThat(logins(second)).containsExactly("carol");
    assertThat(second.containsKey("next")).isFalse();
  }

  @Test
  void onlyAdministratorsManageUsers() {
    JsonObject user = salus.user("jon");
    String id = user.getString("id");

    failure(Forbidden.class, identity.createUser(SOMEBODY, salus.credentials("x")));
    failure(Forbidden.class, identity.user(SOMEBODY, id));
    failure(Forbidden.class, identity.users(SOMEBODY, new JsonObject()));
    failure(Forbidden.class, identity.deleteUser(SOMEBODY, id, user.getString("rev")));
    assertThat(await(identity.user(ADMIN, id))).isEqualTo(user);
  }

  @Test
  void ofManyAtOnceWithOneLoginOneWins() {
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      attempts.add(create(salus.credentials(i % 2 == 0 ? "Sansa" : "sANSA")));
    }
    settled(attempts);

    assertThat(attempts).filteredOn(Future::succeeded).hasSize(1);
    assertThat(attempts)
        .filteredOn(Future::failed)
        .allMatch(attempt -> attempt.cause() instanceof Conflict);
    assertThat(logins(await(identity.users(ADMIN, new JsonObject())))).hasSize(1);
    assertThat(salus.logIn("SANSA").caller().user())
        .isEqualTo(
            attempts.stream()
                .filter(Future::succeeded)
                .findFirst()
                .orElseThrow()
                .result()
                .getString("id"));
  }

  @Test
  void ofManyAtOnceForOneDataOwnerOneWins() {
    String owner = salus.dataOwner("device");
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      attempts.add(create(salus.credentials("device-" + i).put("dataOwner", owner)));
    }
    settled(attempts);

    assertThat(attempts).filteredOn(Future::succeeded).hasSize(1);
    assertThat(attempts)
        .filteredOn(Future::failed)
        .allMatch(attempt -> attempt.cause() instanceof Conflict);
    assertThat(logins(await(identity.users(ADMIN, new JsonObject())))).hasSize(1);
  }

  @Test
  void theLoginOfOneWhoWasRefusedStaysFree() {
    String owner = salus.dataOwner("hcp");
    await(create(salus.credentials("first").put("dataOwner", owner)));

    failure(Conflict.class, create(salus.credentials("second").put("dataOwner", owner)));
    failure(Conflict.class, create(salus.credentials("FIRST")));
    salus.user("second");
  }

  @Test
  void deletingAUserFreesItsLoginAndItsDataOwner() {
    String owner = salus.dataOwner("hcp");
    JsonObject body = salus.credentials("arya").put("dataOwner", owner);
    JsonObject user = await(create(body));

    await(identity.deleteUser(ADMIN, user.getString("id"), user.getString("rev")));

    failure(NotFound.class, identity.user(ADMIN, user.getString("id")));
    JsonObject again = await(create(body));
    assertThat(again.getString("id")).isNotEqualTo(user.getString("id"));
    assertThat(again.getString("dataOwner")).isEqualTo(owner);
  }

  @Test
  void deletingNeedsTheCurrentRevision() {
    JsonObject user = salus.user("bran");
    String id = user.getString("id");

    Conflict conflict = failure(Conflict.class, identity.deleteUser(ADMIN, id, "1-stale"));

    assertThat(conflict.currentRev()).isEqualTo(user.getString("rev"));
    assertThat(await(identity.user(ADMIN, id))).isEqualTo(user);
    failure(
        NotFound.class,
        identity.deleteUser(ADMIN, UUID.randomUUID().toString(), user.getString("rev")));
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsFieldAndNotStored() {
    assertInvalid("login", create(salus.credentials("")));
    assertInvalid("login", create(salus.credentials("x".repeat(129))));
    assertInvalid("login", create(salus.credentials(" jon")));
    assertInvalid("login", create(salus.credentials("jo\nn")));
    assertInvalid("login", create(salus.credentials("jo\ud800n")));
    assertInvalid("login", create(new JsonObject().put("password", RunningSalus.PASSWORD)));
    assertInvalid("password", create(salus.credentials("jon").put("password", "7 chars")));
    assertInvalid("password", create(salus.credentials("jon").put("password", "é".repeat(513))));
    assertInvalid("password", create(salus.credentials("jon").put("password", 12345678)));
    assertInvalid("roles", create(salus.credentials("jon").put("roles", "admin")));
    assertInvalid(
        "roles", create(salus.credentials("jon").put("roles", new JsonArray().add("Ad min"))));
    assertInvalid("dataOwner", create(salus.credentials("jon").put("dataOwner", "jon")));
    assertInvalid(
        "dataOwner",
        create(salus.credentials("jon").put("dataOwner", UUID.randomUUID().toString())));
    assertInvalid("admin", create(salus.credentials("jon").put("admin", true)));
    assertThat(logins(await(identity.users(ADMIN, new JsonObject())))).isEmpty();
    salus.user("x".repeat(128));
  }

  @Test
  void theFirstAdministratorIsMadeOnce() {
    JsonObject made = await(identity.ensureAdmin("root", null));
    JsonObject again = await(identity.ensureAdmin("other", null));

    assertThat(made.getBoolean("created")).isTrue();
    assertThat(again)
        .isEqualTo(
            new JsonObject()
                .put("created", false)
                .put("administrator", "root")
                .put("named", false));
    JsonObject login =
        new JsonObject().put("login", "root").put("password", made.getString("password"));
    assertThat(await(identity.login(login, "a")).caller().isAdmin()).isTrue();
  }

  @Test
  void aGivenAdministratorsPasswordIsNotAnswered() {
    List<Future<JsonObject>> attempts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      attempts.add(identity.ensureAdmin("root", RunningSalus.PASSWORD));
    }

    assertThat(settled(attempts))
        .filteredOn(Future::succeeded)
        .extracting(Future::result)
        .contains(new JsonObject().put("created", true))
        .noneMatch(answer -> answer.containsKey("password"));
    assertThat(salus.logIn("root").caller().isAdmin()).isTrue();
    failure(Conflict.class, create(salus.credentials("root")));
    assertInvalid("password", salus.identity().ensureAdmin("root", "short"));
  }

  private Future<JsonObject> create(JsonObject body) {
    return identity.createUser(ADMIN, body);
  }

  private static List<String> logins(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(user -> user.getString("login"))
        .toList();
  }
}
