package dev.salus.gateway;

import static dev.salus.gateway.RunningGateway.PASSWORD;
import static dev.salus.gateway.RunningGateway.credentials;
import static dev.salus.gateway.RunningGateway.invalid;
import static dev.salus.gateway.RunningGateway.newLogin;
import static dev.salus.gateway.RunningGateway.ok;
import static dev.salus.gateway.RunningGateway.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /users}: one's own, and their administration. */
class UserRoutesTest {

  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void anAdministratorMakesFindsAndDeletesUsers() {
    String login = newLogin();
    String admin = gateway.adminToken();
    JsonObject made = gateway.user(login, null);
    assertThat(made.fieldNames()).contains("id", "login", "roles", "rev");
    assertThat(made.encode()).doesNotContain(PASSWORD, "password", "hash");
    String path = "/users/" + made.getString("id");
    JsonObject read = ok(200, gateway.get(path, admin));
    assertThat(read.getString("login")).isEqualTo(login);
    JsonArray found = ok(200, gateway.get("/users?login=" + login, admin)).getJsonArray("items");
    assertThat(found).hasSize(1);
    assertThat(found.getJsonObject(0).getString("id")).isEqualTo(made.getString("id"));
    assertThat(ok(200, gateway.get("/users?limit=1", admin)).getJsonArray("items")).hasSize(1);
    problem(409, "conflict", gateway.post("/users", admin, credentials(login)));
    invalid("rev", gateway.delete(path, admin));
    problem(409, "conflict", gateway.delete(path + "?rev=9-a", admin));
    assertThat(gateway.delete(path + "?rev=" + read.getString("rev"), admin).statusCode())
        .isEqualTo(204);
    problem(404, "not-found", gateway.get(path, admin));
  }

  @Test
  void othersThanAdministratorsMayNot() {
    String login = newLogin();
    String user = gateway.user(login, null).getString("id");
    String token = gateway.logIn(login);
    problem(403, "forbidden", gateway.post("/users", token, credentials(newLogin())));
    problem(403, "forbidden", gateway.get("/users", token));
    problem(403, "forbidden", gateway.get("/users/" + user, token));
    problem(403, "forbidden", gateway.get("/users/" + UUID.randomUUID(), token));
    problem(403, "forbidden", gateway.delete("/users/" + user + "?rev=1-a", token));
  }

  @Test
  void t11_theTokenOfADeletedUserIsRefused() {
    String login = newLogin();
    JsonObject made = gateway.user(login, null);
    String token = gateway.logIn(login);
    String id = made.getString("id");
    ok(200, gateway.get("/users/me", token));
    String rev = ok(200, gateway.get("/users/" + id, gateway.adminToken())).getString("rev");
    assertThat(gateway.delete("/users/" + id + "?rev=" + rev, gateway.adminToken()).statusCode())
        .isEqualTo(204);
    problem(401, "unauthenticated", gateway.get("/users/me", token));
  }

  @Test
  void t11_theTokenOfALockedUserIsRefusedAndLettingInGivesNoneBack() {
    String login = newLogin();
    String path = "/users/" + gateway.user(login, null).getString("id");
    String token = gateway.logIn(login);
    ok(200, gateway.get("/users/me", token));

    JsonObject locked = changed(path, new JsonObject().put("locked", true));

    assertThat(locked.getBoolean("locked")).isTrue();
    problem(401, "unauthenticated", gateway.get("/users/me", token));
    problem(403, "forbidden", gateway.post("/auth/login", null, credentials(login)));
    JsonObject guess = credentials(login).put("password", "guess guess");
    problem(401, "unauthenticated", gateway.post("/auth/login", null, guess));
    assertThat(gateway.delete(path + "/locks", gateway.adminToken()).statusCode()).isEqualTo(204);
    problem(401, "unauthenticated", gateway.get("/users/me", token));
    ok(200, gateway.get("/users/me", gateway.logIn(login)));
  }

  @Test
  void otherRolesHoldForTheNextRequestOfATokenOfBefore() {
    String login = newLogin();
    String path = "/users/" + gateway.user(login, null).getString("id");
    String token = gateway.logIn(login);
    problem(403, "forbidden", gateway.get("/users", token));

    changed(path, new JsonObject().put("roles", new JsonArray().add("admin")));
    ok(200, gateway.get("/users", token));

    changed(path, new JsonObject().put("roles", new JsonArray()));
    problem(403, "forbidden", gateway.get("/users", token));
  }

  @Test
  void aChangeIsOfTheRevisionThatWasRead() {
    String path = "/users/" + gateway.user(newLogin(), null).getString("id");
    String admin = gateway.adminToken();
    JsonObject change = new JsonObject().put("locked", true);

    invalid("rev", gateway.put(path, admin, change));
    problem(409, "conflict", gateway.put(path, admin, change.put("rev", "1-stale")));
    invalid("roles", gateway.put(path, admin, new JsonObject().put("rev", "1-stale")));
    problem(404, "not-found", gateway.put("/users/" + UUID.randomUUID(), admin, change));
  }

  private static JsonObject changed(String path, JsonObject change) {
    String rev = ok(200, gateway.get(path, gateway.adminToken())).getString("rev");
    return ok(200, gateway.put(path, gateway.adminToken(), change.put("rev", rev)));
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    String login = newLogin();
    gateway.user(login, null);
    String token = gateway.logIn(login);
    String other = gateway.logIn(login);
    ok(200, gateway.get("/users/me", other));
    String next = "another battery staple";
    JsonObject change = new JsonObject().put("old", PASSWORD).put("new", next);
    JsonObject guess = change.copy().put("old", "guess guess");
    invalid("old", gateway.put("/users/me/password", token, guess));
    invalid("new", gateway.put("/users/me/password", token, change.copy().put("new", "short")));
    assertThat(gateway.put("/users/me/password", token, change).statusCode()).isEqualTo(204);
    ok(200, gateway.get("/users/me", token));
    problem(401, "unauthenticated", gateway.get("/users/me", other));
    problem(401, "unauthenticated", gateway.post("/auth/login", null, credentials(login)));
    ok(200, gateway.post("/auth/login", null, credentials(login).put("password", next)));
  }

  @Test
  void bodiesAndQueriesAreCheckedByField() {
    String admin = gateway.adminToken();
    invalid("login", gateway.post("/users", admin, new JsonObject()));
    invalid("password", gateway.post("/users", admin, credentials("a").put("password", "a")));
    invalid("nickname", gateway.post("/users", admin, credentials("a").put("nickname", "b")));
    invalid("id", gateway.get("/users/1", admin));
    invalid("name", gateway.get("/users?name=1", admin));
    invalid("limit", gateway.get("/users?limit=x", admin));
    invalid("old", gateway.put("/users/me/password", admin, new JsonObject()));
  }
}
