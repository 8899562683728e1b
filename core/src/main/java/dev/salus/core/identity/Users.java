package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.fair.FairWorkers;
import dev.salus.core.storeaccess.ListPages;
import dev.salus.core.storeaccess.PageRequest;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Ids;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Finds users; only active ones exist. */
final class Users {

  private final DocumentStore store;
  private final ReadMemory memory;

  /**
   * @param memory for lists
   */
  Users(DocumentStore store, ReadMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  /** The user with this id. */
  Future<Optional<UserAccount>> find(String id) {
    return Ids.isUuid(id)
        ? store
            .get(IdentityCollections.USERS, id)
            .map(found -> found.map(UserAccount::of).filter(UserAccount::isActive))
        : Future.succeededFuture(Optional.empty());
  }

  /** The user with this login. */
  Future<Optional<UserAccount>> find(LoginName login) {
    return store
        .get(IdentityCollections.LOGINS, login.claimId())
        .compose(
            claim ->
                claim.isPresent()
                    ? find(claim.get().body().getString("user"))
                    : Future.succeededFuture(Optional.empty()));
  }

  /** The user with this id, to an administrator. */
  Future<UserAccount> require(Caller caller, String id) {
    caller.requireAdmin();
    return find(id).map(found -> found.orElseThrow(Users::notFound));
  }

  /**
   * The same user.
   *
   * @throws Forbidden if an administrator keeps it out; to be said only to who is known to be it
   */
  static UserAccount requireUnlocked(UserAccount user) {
    if (user.locked()) {
      throw new Forbidden("this user is locked; ask an administrator to let it in again");
    }
    return user;
  }

  /** The caller that the user with this login is, in no session. */
  Future<Caller> callerOf(String login) {
    return find(LoginName.read(FieldReader.of(new JsonObject().put("login", login)), "login"))
        .map(found -> requireUnlocked(found.orElseThrow(Users::notFound)).caller(null));
  }

  /** A page of users by login, or the one with a login, to an administrator. */
  Future<JsonObject> list(Caller caller, JsonObject query) {
    FieldReader in = FieldReader.of(query);
    LoginName login = in.has("login") ? LoginName.read(in, "login") : null;
    PageRequest page = PageRequest.read(in);
    in.end();
    caller.requireAdmin();
    return login == null
        ? ListPages.inTurns(
            memory,
            FairWorkers.turnOf(caller),
            store,
            IdentityCollections.USERS,
            page.of(IdentityCollections.BY_LOGIN, UserAccount.ACTIVE),
            document -> UserAccount.of(document).toJson())
        : find(login).map(Users::alone);
  }

  private static JsonObject alone(Optional<UserAccount> user) {
    JsonArray items = new JsonArray();
    user.map(UserAccount::toJson).ifPresent(items::add);
    return new JsonObject().put("items", items);
  }

  /** Writes an active user at the revision it has. */
  Future<UserAccount> put(UserAccount user) {
    return store.put(IdentityCollections.USERS, user.toDocument()).map(UserAccount::of);
  }

  private static NotFound notFound() {
    return new NotFound("there is no such user");
  }
}
