package dev.salus.core.identity;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.IdentityService;
import dev.salus.api.NotFound;
import dev.salus.api.Session;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.core.testkit.FailingStore;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Killed at every single write, before it or after it, nothing is left that blocks anybody, and
 * never two users for one login or data owner (threat T15).
 */
class CrashTest {

  private static final Duration GIVEN_UP_AFTER = Duration.ofMillis(UserCreation.PENDING_MS + 1);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t15_aCrashedCreationBlocksNeitherLoginNorDataOwner(boolean lastWriteHappens) {
    int writes = writesOfACreation();
    assertThat(writes).isGreaterThanOrEqualTo(4);
    for (int before = 0; before < writes; before++) {
      crashCreation(before, lastWriteHappens);
    }
  }

  private static int writesOfACreation() {
    try (Setting setting = new Setting()) {
      int before = setting.store.writes();
      await(setting.create());
      return setting.store.writes() - before;
    }
  }

  private static void crashCreation(int writesBefore, boolean lastWriteHappens) {
    try (Setting setting = new Setting()) {
      setting.store.dieAfter(writesBefore, lastWriteHappens);
      failure(Unavailable.class, setting.create());
      setting.store.mend();
      setting.salus.clock().advance(GIVEN_UP_AFTER);

      // Either the user was made after all, or it can be made now.
      if (setting.users() == 0) {
        await(setting.create());
      }

      assertThat(setting.users()).isEqualTo(1);
      assertThat(setting.salus.logIn("jon").caller().dataOwner()).isEqualTo(setting.owner);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t15_aCrashedAcceptanceIsTakenUpAtOnceByTheSame(boolean lastWriteHappens) {
    int writes = writesOfAnAcceptance();
    assertThat(writes).isGreaterThanOrEqualTo(7);
    for (int before = 0; before < writes; before++) {
      crashAcceptance(before, lastWriteHappens);
    }
  }

  private static int writesOfAnAcceptance() {
    try (Setting setting = new Setting()) {
      int before = setting.store.writes();
      await(setting.accept());
      return setting.store.writes() - before;
    }
  }

  private static void crashAcceptance(int writesBefore, boolean lastWriteHappens) {
    try (Setting setting = new Setting()) {
      setting.store.dieAfter(writesBefore, lastWriteHappens);
      failure(Unavailable.class, setting.accept());
      setting.store.mend();

      JsonObject user = await(setting.accept());

      assertThat(setting.users()).isEqualTo(1);
      assertThat(user.getString("dataOwner")).isEqualTo(setting.owner);
      assertThat(setting.salus.logIn("jon").caller().user()).isEqualTo(user.getString("id"));
      assertThat(await(setting.identity.invitation(ADMIN, setting.token)).getJsonObject("card"))
          .isEqualTo(setting.body.getJsonObject("card"));
      assertThat(await(setting.salus.crypto().cards(ADMIN, setting.owner)).getJsonArray("items"))
          .containsExactly(setting.body.getJsonObject("card"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void t15_aCrashedDeletionLeavesTheUserOrFreesAllOfIt(boolean lastWriteHappens) {
    int writes = writesOfADeletion();
    for (int before = 0; before < writes; before++) {
      crashDeletion(before, lastWriteHappens);
    }
  }

  private static int writesOfADeletion() {
    try (Setting setting = new Setting()) {
      JsonObject user = await(setting.create());
      int before = setting.store.writes();
      await(setting.delete(user));
      return setting.store.writes() - before;
    }
  }

  private static void crashDeletion(int writesBefore, boolean lastWriteHappens) {
    try (Setting setting = new Setting()) {
      JsonObject user = await(setting.create());
      setting.store.dieAfter(writesBefore, lastWriteHappens);
      await(setting.delete(user).otherwiseEmpty());
      setting.store.mend();

      if (setting.users() == 1) {
        await(setting.delete(user));
      }

      failure(NotFound.class, setting.identity.user(ADMIN, user.getString("id")));
      assertThat(await(setting.create()).getString("dataOwner")).isEqualTo(setting.owner);
    }
  }

  @Test
  void t15_aPasswordChangeThatCrashesHasEndedTheOtherSessionsAllTheSame() {
    try (Setting setting = new Setting()) {
      await(setting.create());
      Session here = setting.salus.logIn("jon");
      Session elsewhere = setting.salus.logIn("jon");
      setting.store.dieAfter(1, false);
      JsonObject change =
          new JsonObject().put("old", RunningSalus.PASSWORD).put("new", "another password");
      failure(Unavailable.class, setting.identity.changePassword(here.caller(), change));
      setting.store.mend();

      failure(
          Unauthenticated.class,
          setting.identity.refresh(
              new JsonObject().put("refreshToken", elsewhere.refreshToken()), "a"));
      failure(
          Unauthenticated.class,
          setting.identity.authenticate(elsewhere.caller().user(), elsewhere.caller().session()));
      await(
          setting.identity.login(
              new JsonObject().put("login", "jon").put("password", "another password"), "a"));
    }
  }

  @Test
  void whatCrashesLeftIsRemovedInTime() {
    try (Setting setting = new Setting()) {
      setting.store.dieAfter(1, false);
      failure(Unavailable.class, setting.create());
      setting.store.mend();
      assertThat(setting.documents("users")).isEqualTo(1);
      setting.salus.clock().advance(GIVEN_UP_AFTER);

      await(setting.create());

      assertThat(setting.documents("users")).isEqualTo(1);
    }
  }

  /** A data owner, an invitation for it, and a store that can be made to fail. */
  private static final class Setting implements AutoCloseable {

    private FailingStore store;
    private final RunningSalus salus = RunningSalus.on(real -> this.store = new FailingStore(real));
    private final IdentityService identity = salus.identity();
    private final String owner = salus.dataOwner("hcp");
    private final String token =
        await(identity.invite(ADMIN, new JsonObject().put("dataOwner", owner))).getString("token");
    private final JsonObject body =
        salus
            .credentials("jon")
            .put("card", new TestKey(owner, salus.now()).json())
            .put("proof", TestKey.random(32));

    Future<JsonObject> create() {
      return identity.createUser(ADMIN, salus.credentials("jon").put("dataOwner", owner));
    }

    Future<JsonObject> accept() {
      return identity.acceptInvitation(token, body.copy(), "home");
    }

    Future<Void> delete(JsonObject user) {
      return identity.deleteUser(ADMIN, user.getString("id"), user.getString("rev"));
    }

    int users() {
      return await(identity.users(ADMIN, new JsonObject())).getJsonArray("items").size();
    }

    long documents(String collection) {
      return await(store.changes(collection, "0", 1_000)).items().stream()
          .filter(change -> change.rev() != null)
          .count();
    }

    @Override
    public void close() {
      salus.close();
    }
  }
}
