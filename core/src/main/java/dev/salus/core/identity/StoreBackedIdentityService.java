package dev.salus.core.identity;

import dev.salus.api.Caller;
import dev.salus.api.IdentityService;
import dev.salus.api.Services;
import dev.salus.api.Session;
import dev.salus.api.event.AccountChanged;
import dev.salus.core.identity.password.Password;
import dev.salus.core.storeaccess.ReadMemory;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.FieldReader;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Users, data owners, credentials and sessions in a store. */
final class StoreBackedIdentityService implements IdentityService {

  private static final int MADE_PASSWORD_BYTES = 16;

  private final SecureRandom random;
  private final DataOwnerDirectory dataOwners;
  private final Users users;
  private final OwnAccount own;
  private final PasswordCheck passwords;
  private final LogIn authentication;
  private final UserManagement accounts;
  private final SecondFactors secondFactors;
  private final FirstAdministrator firstAdministrator;
  private final IssuedInvitations invitations;
  private final InvitationAcceptance acceptance;

  /**
   * @param events is told when what a token says may no longer hold
   */
  StoreBackedIdentityService(
      Vertx vertx,
      DocumentStore store,
      IdentityEnvironment environment,
      Consumer<AccountChanged> events) {
    this.random = environment.random();
    ReadMemory memory = ReadMemory.of(vertx);
    this.dataOwners = new DataOwnerDirectory(store, memory, random);
    this.users = new Users(store, memory);
    this.own = new OwnAccount(users, Services.sharing(vertx), environment.secondFactors());
    SecondFactorCheck codes =
        new SecondFactorCheck(users, environment.throttle(), environment.clock());
    this.passwords =
        new PasswordCheck(vertx, users, environment.hasher(), environment.throttle(), codes);
    Sessions sessions =
        new Sessions(store, events, environment.clock(), random, environment.refreshTokenLife());
    Administrators administrators = new Administrators(store, environment.clock());
    UserCreation creation = new UserCreation(store, dataOwners, environment.clock(), random);
    DeviceTokens devices = new DeviceTokens(store, environment.clock(), random);
    CredentialChange credentials = new CredentialChange(users, sessions, events);
    this.authentication =
        new LogIn(users, own, sessions, passwords, devices, codes, environment.secondFactors());
    this.accounts =
        new UserManagement(
            store, users, own, creation, administrators, sessions, passwords, credentials);
    this.secondFactors =
        new SecondFactors(
            users,
            own,
            passwords,
            credentials,
            environment.secondFactors(),
            environment.clock(),
            random);
    this.firstAdministrator =
        new FirstAdministrator(users, administrators, creation, environment.hasher());
    InvitationUsage usage = new InvitationUsage(store, Services.crypto(vertx), environment.clock());
    this.invitations =
        new IssuedInvitations(
            store, users, dataOwners, Services.entities(vertx), usage, environment.clock(), random);
    this.acceptance =
        new InvitationAcceptance(
            vertx,
            invitations,
            usage,
            users,
            dataOwners,
            creation,
            passwords,
            Services.crypto(vertx),
            environment.clock());
  }

  @Override
  public Future<Session> login(JsonObject credentials, String address) {
    return authentication.login(credentials, address);
  }

  @Override
  public Future<Session> refresh(JsonObject body, String address) {
    return authentication.refresh(body, address);
  }

  @Override
  public Future<Void> logout(Caller caller) {
    return authentication.logout(caller);
  }

  @Override
  public Future<Caller> authenticate(String user, String session) {
    return authentication.authenticate(user, session);
  }

  @Override
  public Future<JsonObject> me(Caller caller) {
    return own.of(caller).compose(own::show);
  }

  @Override
  public Future<Void> changePassword(Caller caller, JsonObject body) {
    return accounts.changePassword(caller, body);
  }

  @Override
  public Future<JsonObject> secondFactor(Caller caller) {
    return secondFactors.show(caller);
  }

  @Override
  public Future<JsonObject> setUpSecondFactor(Caller caller, JsonObject body) {
    return secondFactors.setUp(caller, body);
  }

  @Override
  public Future<JsonObject> confirmSecondFactor(Caller caller, JsonObject body) {
    return secondFactors.confirm(caller, body);
  }

  @Override
  public Future<JsonObject> replaceRecoveryCodes(Caller caller, JsonObject body) {
    return secondFactors.replaceRecoveryCodes(caller, body);
  }

  @Override
  public Future<Void> removeSecondFactor(Caller caller, JsonObject body) {
    return secondFactors.remove(caller, body);
  }

  @Override
  public Future<Void> resetSecondFactor(Caller caller, String id) {
    return secondFactors.reset(caller, id);
  }

  @Override
  public Future<JsonObject> createUser(Caller caller, JsonObject body) {
    return accounts.create(caller, body);
  }

  @Override
  public Future<JsonObject> user(Caller caller, String id) {
    return users.require(caller, id).map(UserAccount::toJson);
  }

  @Override
  public Future<JsonObject> users(Caller caller, JsonObject query) {
    return users.list(caller, query);
  }

  @Override
  public Future<JsonObject> changeUser(Caller caller, String id, JsonObject body) {
    return accounts.change(caller, id, body);
  }

  @Override
  public Future<Void> deleteUser(Caller caller, String id, String rev) {
    return accounts.delete(caller, id, rev);
  }

  @Override
  public Future<Void> resetPassword(Caller caller, String id, JsonObject body) {
    return accounts.resetPassword(caller, id, body);
  }

  @Override
  public Future<Void> liftLocks(Caller caller, String id) {
    return accounts.liftLocks(caller, id);
  }

  @Override
  public Future<JsonObject> invite(Caller caller, JsonObject body) {
    return invitations.invite(caller, body);
  }

  @Override
  public Future<JsonObject> invitation(Caller caller, JsonObject body) {
    return invitations.show(caller, body);
  }

  @Override
  public Future<JsonObject> acceptInvitation(JsonObject body, String address) {
    return acceptance.accept(body, address);
  }

  @Override
  public Future<JsonObject> createDataOwner(Caller caller, JsonObject body) {
    return dataOwners.create(caller, body);
  }

  @Override
  public Future<JsonObject> dataOwner(Caller caller, String id) {
    return dataOwners.get(id);
  }

  @Override
  public Future<JsonObject> dataOwners(Caller caller, JsonObject query) {
    return dataOwners.list(caller, query);
  }

  @Override
  public Future<Boolean> dataOwnerExists(String id) {
    return dataOwners.find(id).map(found -> found.isPresent());
  }

  @Override
  public Future<Caller> callerOf(String login) {
    return users.callerOf(login);
  }

  @Override
  public Future<JsonObject> ensureAdmin(String login, @Nullable String password) {
    String set = password == null ? madePassword() : password;
    FieldReader in = FieldReader.of(new JsonObject().put("login", login).put("password", set));
    Password wanted = Password.toSet(in, "password");
    return firstAdministrator
        .ensure(LoginName.read(in, "login"), wanted, password == null ? null : wanted)
        .map(
            answer ->
                answer.getBoolean("created") && password == null
                    ? answer.put("password", set)
                    : answer);
  }

  private String madePassword() {
    byte[] bytes = new byte[MADE_PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }
}
