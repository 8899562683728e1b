package dev.salus.core;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.IdentityService;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.api.Services;
import dev.salus.api.Unauthenticated;
import dev.salus.core.testkit.RunningSalus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers of an application that has the server in its own process. */
class HostAccountsTest {

  private static final String PASSWORD = "correct horse battery staple";

  private final Vertx vertx = Vertx.vertx();
  private SalusHost host;
  private HostAccounts accounts;

  @BeforeEach
  void start() {
    host =
        await(
            SalusHost.builder(vertx)
                .store("memory", new JsonObject())
                .settings(SalusSettings.defaults().withPasswords(RunningSalus.CHEAP))
                .start());
    accounts = host.accounts();
  }

  @AfterEach
  void close() {
    await(host.close());
    await(vertx.close());
  }

  @Test
  void s62_whoWasMadeIsTheSameCallerByLoginAndByPassword() {
    Caller made = await(accounts.create(NewAccount.hcp("anna", PASSWORD, "Dr. Anna Berg")));

    assertThat(made.dataOwner()).isNotNull();
    assertThat(made.isAdmin()).isFalse();
    assertThat(await(accounts.caller("ANNA"))).isEqualTo(made);
    assertThat(await(accounts.logIn("anna", PASSWORD))).isEqualTo(made);
    assertThat(await(Services.identity(vertx).me(made)).getString("login")).isEqualTo("anna");
  }

  @Test
  void whoIsNotThereOrDoesNotKnowThePasswordIsNoCaller() {
    await(accounts.create(NewAccount.patient("jon", PASSWORD)));

    failure(NotFound.class, accounts.caller("nobody"));
    failure(Unauthenticated.class, accounts.logIn("jon", "another password"));
    assertThat(failure(Invalid.class, accounts.caller("")).field()).isEqualTo("login");
  }

  @Test
  void whoIsLockedIsNoCallerUntilLetIn() {
    IdentityService identity = Services.identity(vertx);
    String jon = await(accounts.create(NewAccount.patient("jon", PASSWORD))).user();
    JsonObject user = await(identity.user(accounts.administrator(), jon));
    JsonObject lock = new JsonObject().put("rev", user.getString("rev")).put("locked", true);
    await(identity.changeUser(accounts.administrator(), jon, lock));

    failure(Forbidden.class, accounts.caller("jon"));
    failure(Forbidden.class, accounts.logIn("jon", PASSWORD));

    await(identity.liftLocks(accounts.administrator(), jon));
    assertThat(await(accounts.logIn("jon", PASSWORD)).user()).isEqualTo(jon);
  }

  @Test
  void aLoginThatIsTakenLeavesNoDataOwnerBehind() {
    await(accounts.create(NewAccount.device("scale", PASSWORD, "Scale in room 3")));

    failure(Conflict.class, accounts.create(NewAccount.device("scale", PASSWORD, "Another")));

    IdentityService identity = Services.identity(vertx);
    JsonObject devices =
        await(
            identity.dataOwners(accounts.administrator(), new JsonObject().put("type", "device")));
    assertThat(devices.getJsonArray("items")).hasSize(1);
  }

  @Test
  void aCallerWhosePasswordAnAdministratorSetIsAnotherPublisher() {
    Caller before = await(accounts.create(NewAccount.hcp("anna", PASSWORD, "Anna")));
    JsonObject reset = new JsonObject().put("password", "another long password");
    await(Services.identity(vertx).resetPassword(accounts.administrator(), before.user(), reset));

    assertThat(await(accounts.caller("anna")).publisher()).isNotEqualTo(before.publisher());
  }

  @Test
  void aServerWithoutAStoreDoesNotStart() {
    assertThatThrownBy(() -> SalusHost.builder(vertx).start())
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("store");
  }
}
