package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.core.testkit.RunningSalus.PASSWORD;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** That somebody is left who administers, and what a start says of it. */
class AdministratorsTest {

  private FailingStore store;
  private final RunningSalus salus = RunningSalus.on(real -> this.store = new FailingStore(real));
  private final IdentityService identity = salus.identity();

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void theOnlyAdministratorIsNotDeletedAndNotChanged() {
    JsonObject only = admin("root");
    salus.user("jon");
    Caller root = salus.logIn("root").caller();

    failure(Conflict.class, delete(root, only));

    assertThat(await(identity.user(ADMIN, only.getString("id")))).isEqualTo(only);
    assertThat(salus.logIn("root").caller().isAdmin()).isTrue();
  }

  @Test
  void whileAnotherIsLeftAnAdministratorIsDeleted() {
    JsonObject first = admin("first");
    JsonObject second = admin("second");

    await(delete(ADMIN, first));

    failure(NotFound.class, identity.user(ADMIN, first.getString("id")));
    failure(Conflict.class, delete(ADMIN, second));
    admin("third");
    await(delete(ADMIN, second));
  }

  @RepeatedTest(20)
  void ofAdministratorsWhoDeleteEachOtherAtOnceOneIsLeft() {
    List<JsonObject> all = List.of(admin("first"), admin("second"), admin("third"));

    List<Future<Void>> attempts = settled(all.stream().map(each -> delete(ADMIN, each)).toList());

    assertThat(attempts).anyMatch(Future::failed);
    assertThat(attempts)
        .filteredOn(Future::failed)
        .allMatch(refused -> refused.cause() instanceof Conflict);
    assertThat(identity.users(ADMIN, new JsonObject()))
        .satisfies(users -> assertThat(await(users).getJsonArray("items")).isNotEmpty());
  }

  @Test
  void t15_aCrashedDeletionHoldsNobodyUpForLong() {
    JsonObject first = admin("first");
    JsonObject second = admin("second");
    store.dieAfter(0, true);
    failure(Unavailable.class, delete(ADMIN, first));
    store.mend();
    assertThat(salus.logIn("first").caller().isAdmin()).isTrue();
    failure(Conflict.class, delete(ADMIN, second));

    salus.clock().advance(Administrators.LEAVING);
    await(delete(ADMIN, second));

    JsonObject left = await(identity.user(ADMIN, first.getString("id")));
    failure(Conflict.class, delete(ADMIN, left));
  }

  @Test
  void aStaleRevisionIsAConflictWithTheCurrentOne() {
    admin("first");
    JsonObject second = admin("second");

    Conflict conflict =
        failure(Conflict.class, identity.deleteUser(ADMIN, second.getString("id"), "1-stale"));

    assertThat(conflict.currentRev()).isEqualTo(second.getString("rev"));
  }

  @Test
  void aStartSaysWhatOfItsSettingsIsNotUsed() {
    await(identity.ensureAdmin("root", PASSWORD));
    salus.user("jon");

    assertThat(await(identity.ensureAdmin("ROOT", PASSWORD)))
        .isEqualTo(existing("root", true).put("passwordHolds", true));
    assertThat(await(identity.ensureAdmin("root", "another password")))
        .isEqualTo(existing("root", true).put("passwordHolds", false));
    assertThat(await(identity.ensureAdmin("root", null))).isEqualTo(existing("root", true));
    assertThat(await(identity.ensureAdmin("jon", PASSWORD))).isEqualTo(existing("root", false));
    assertThat(salus.logIn("root").caller().isAdmin()).isTrue();
  }

  private static JsonObject existing(String login, boolean named) {
    return new JsonObject().put("created", false).put("administrator", login).put("named", named);
  }

  private JsonObject admin(String login) {
    return await(
        identity.createUser(
            ADMIN, salus.credentials(login).put("roles", new JsonArray().add(Caller.ADMIN))));
  }

  private Future<Void> delete(Caller caller, JsonObject user) {
    return identity.deleteUser(caller, user.getString("id"), user.getString("rev"));
  }
}
