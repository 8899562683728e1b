package dev.salus.api.operation;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.EntityService;
import dev.salus.api.EntityText;
import dev.salus.api.IdentityService;
import dev.salus.api.InternalFault;
import dev.salus.api.SalusException;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Services;
import dev.salus.api.Session;
import dev.salus.api.SharingService;
import dev.salus.api.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service that an operation belongs to, over the event bus.
 *
 * <p>Fails with the {@link SalusException} that the service answered, or {@link Unavailable} if it
 * does not answer; a call that lacks what the operation needs is an {@link InternalFault}. What
 * parameters and bodies say is not looked at here: the service reads them, once. Futures complete
 * on the caller's context.
 */
public final class Dispatcher {

  private final IdentityService identity;
  private final CryptoService crypto;
  private final EntityService entities;
  private final SharingService sharing;

  /** What an operation is asked for with. */
  private record Call(
      Operation operation,
      @Nullable Caller byCaller,
      @Nullable String fromAddress,
      JsonObject parameters,
      @Nullable JsonObject sent) {

    Caller caller() {
      return Objects.requireNonNull(byCaller, () -> operation + " needs a caller");
    }

    String address() {
      return Objects.requireNonNull(fromAddress, () -> operation + " needs an address");
    }

    JsonObject body() {
      return Objects.requireNonNull(sent, () -> operation + " needs a body");
    }

    JsonObject query() {
      return operation.query(parameters);
    }

    String text(String name) {
      return Objects.requireNonNull(
          parameters.getString(name), () -> operation + " needs the parameter " + name);
    }

    String id() {
      return text("id");
    }

    String type() {
      return text("type");
    }
  }

  /** For the services on this event bus. */
  public Dispatcher(Vertx vertx) {
    this.identity = Services.proxy(vertx, IdentityService.class, Addresses.IDENTITY);
    this.crypto = Services.proxy(vertx, CryptoService.class, Addresses.CRYPTO);
    this.entities = Services.proxy(vertx, EntityService.class, Addresses.ENTITIES);
    this.sharing = Services.proxy(vertx, SharingService.class, Addresses.SHARING);
  }

  /**
   * Asks on behalf of somebody who is logged in; {@link SecondFactorRequired} if it has to set up a
   * second factor first, and this is not a part of that.
   *
   * @param parameters see {@link Operation}
   * @param body null where the operation takes none
   * @return the answer's body; null if it has none
   */
  public Future<@Nullable JsonObject> call(
      Operation operation, Caller caller, JsonObject parameters, @Nullable JsonObject body) {
    return mayAsk(operation, caller)
        ? asked(new Call(operation, caller, null, parameters, body))
        : Future.failedFuture(caller.secondFactorRequired());
  }

  /**
   * Asks for {@link Operation#ENTITY} on behalf of somebody who is logged in, as text; refuses whom
   * {@link #call} refuses.
   *
   * @param parameters see {@link Operation}
   */
  public Future<EntityText> entityText(Caller caller, JsonObject parameters) {
    if (!mayAsk(Operation.ENTITY, caller)) {
      return Future.failedFuture(caller.secondFactorRequired());
    }
    return entities
        .getText(caller, parameters.getString("type"), parameters.getString("id"))
        .recover(failure -> Future.failedFuture(Services.fromBus(failure)));
  }

  /**
   * Finds what {@link Operation#RECOVERY} answers, and does not take it yet: with a {@code rev} it
   * is for once, to be answered only after {@link #takeRecovery}. Refuses whom {@link #call}
   * refuses.
   *
   * @param parameters see {@link Operation}
   */
  public Future<JsonObject> findRecovery(Caller caller, JsonObject parameters) {
    if (!mayAsk(Operation.RECOVERY, caller)) {
      return Future.failedFuture(caller.secondFactorRequired());
    }
    return crypto
        .recovery(caller, parameters.getString("recoveryId"))
        .recover(failure -> Future.failedFuture(Services.fromBus(failure)));
  }

  /**
   * Takes what {@link #findRecovery} found and is for once; refuses whom {@link #call} refuses.
   *
   * @param parameters see {@link Operation}
   * @param rev what it was found at
   */
  public Future<Void> takeRecovery(Caller caller, JsonObject parameters, String rev) {
    if (!mayAsk(Operation.RECOVERY, caller)) {
      return Future.failedFuture(caller.secondFactorRequired());
    }
    return crypto
        .takeRecovery(caller, parameters.getString("recoveryId"), rev)
        .recover(failure -> Future.failedFuture(Services.fromBus(failure)));
  }

  private static boolean mayAsk(Operation operation, Caller caller) {
    return !caller.lacksSecondFactor() || operation.isBeforeSecondFactor();
  }

  /**
   * Asks for an operation that is open to strangers. The answer to a log-in is a {@link Session}.
   *
   * @param address where the stranger comes from, for slowing guesses down
   */
  public Future<@Nullable JsonObject> callAsStranger(
      Operation operation, String address, JsonObject parameters, @Nullable JsonObject body) {
    return asked(new Call(operation, null, address, parameters, body));
  }

  private Future<@Nullable JsonObject> asked(Call call) {
    try {
      return ask(call).recover(failure -> Future.failedFuture(Services.fromBus(failure)));
    } catch (RuntimeException incomplete) {
      return Future.failedFuture(Services.fromBus(incomplete));
    }
  }

  /** Where nothing stands between it and who asked, what is for once is taken as it is found. */
  private Future<JsonObject> takenRecovery(Caller caller, String id) {
    return crypto
        .recovery(caller, id)
        .compose(
            found ->
                found.remove("rev") instanceof String rev
                    ? crypto.takeRecovery(caller, id, rev).map(found)
                    : Future.succeededFuture(found));
  }

  private Future<@Nullable JsonObject> ask(Call call) {
    return switch (call.operation()) {
      case LOG_IN -> identity.login(call.body(), call.address()).map(Session::toJson);
      case REFRESH -> identity.refresh(call.body(), call.address()).map(Session::toJson);
      case LOG_OUT -> identity.logout(call.caller()).mapEmpty();
      case INVITE -> identity.invite(call.caller(), call.body());
      case ACCEPT_INVITATION -> identity.acceptInvitation(call.body(), call.address());
      case INVITATION -> identity.invitation(call.caller(), call.body());
      case ME -> identity.me(call.caller());
      case CHANGE_PASSWORD -> identity.changePassword(call.caller(), call.body()).mapEmpty();
      case SECOND_FACTOR -> identity.secondFactor(call.caller());
      case SET_UP_SECOND_FACTOR -> identity.setUpSecondFactor(call.caller(), call.body());
      case CONFIRM_SECOND_FACTOR -> identity.confirmSecondFactor(call.caller(), call.body());
      case REPLACE_RECOVERY_CODES -> identity.replaceRecoveryCodes(call.caller(), call.body());
      case REMOVE_SECOND_FACTOR ->
          identity.removeSecondFactor(call.caller(), call.body()).mapEmpty();
      case RESET_SECOND_FACTOR -> identity.resetSecondFactor(call.caller(), call.id()).mapEmpty();
      case CREATE_USER -> identity.createUser(call.caller(), call.body());
      case USERS -> identity.users(call.caller(), call.query());
      case USER -> identity.user(call.caller(), call.id());
      case RESET_PASSWORD ->
          identity.resetPassword(call.caller(), call.id(), call.body()).mapEmpty();
      case CHANGE_USER -> identity.changeUser(call.caller(), call.id(), call.body());
      case LIFT_LOCKS -> identity.liftLocks(call.caller(), call.id()).mapEmpty();
      case DELETE_USER ->
          identity.deleteUser(call.caller(), call.id(), call.text("rev")).mapEmpty();
      case CREATE_DATA_OWNER -> identity.createDataOwner(call.caller(), call.body());
      case DATA_OWNERS -> identity.dataOwners(call.caller(), call.query());
      case DATA_OWNER -> identity.dataOwner(call.caller(), call.id());

      case PUBLISH_CARD -> crypto.publishCard(call.caller(), call.id(), call.body());
      case QUOTAS -> crypto.quotas(call.caller(), call.id());
      case PUT_QUOTAS -> crypto.putQuotas(call.caller(), call.id(), call.body());
      case CARDS -> crypto.cards(call.caller(), call.id(), call.query());
      case ENDORSE -> crypto.endorse(call.caller(), call.id(), call.text("keyId"), call.body());
      case RETIRE -> crypto.retire(call.caller(), call.id(), call.text("keyId"), call.body());
      case CREATE_EXCHANGE -> crypto.createExchange(call.caller(), call.body());
      case EXCHANGES -> crypto.exchanges(call.caller(), call.query());
      case EXCHANGE -> crypto.exchange(call.caller(), call.id());
      case DELETE_EXCHANGE -> crypto.deleteExchange(call.caller(), call.id()).mapEmpty();
      case ADD_SEALED ->
          crypto.addSealed(call.caller(), call.id(), call.text("keyId"), call.body());
      case RECOVERIES -> crypto.recoveries(call.caller(), call.query());
      case PUT_RECOVERY -> crypto.putRecovery(call.caller(), call.text("recoveryId"), call.body());
      case RECOVERY -> takenRecovery(call.caller(), call.text("recoveryId"));
      case DELETE_RECOVERY ->
          crypto.deleteRecovery(call.caller(), call.text("recoveryId")).mapEmpty();
      case CREATE_NOTARY_SET -> crypto.createNotarySet(call.caller(), call.body());
      case NOTARY_SETS -> crypto.notarySets(call.caller(), call.query());
      case DELETE_NOTARY_SET -> crypto.deleteNotarySet(call.caller(), call.id()).mapEmpty();
      case NOTARY_SHARE -> crypto.notaryShare(call.caller(), call.id(), call.text("notary"));
      case ACCEPT_NOTARY_SET ->
          crypto.acceptNotarySet(call.caller(), call.id(), call.text("notary"), call.body());
      case NOTARY_ACCEPTANCES -> crypto.notaryAcceptances(call.caller(), call.id());
      case ASK_NOTARIES -> crypto.askNotaries(call.caller(), call.id(), call.body());
      case NOTARY_REQUESTS -> crypto.notaryRequests(call.caller(), call.query());
      case DELETE_NOTARY_REQUEST -> crypto.deleteNotaryRequest(call.caller(), call.id()).mapEmpty();
      case GIVE_SHARE_BACK ->
          crypto.giveShareBack(call.caller(), call.id(), call.text("notary"), call.body());

      case CREATE_ENTITY -> entities.create(call.caller(), call.type(), call.body());
      case LIST_ENTITIES -> entities.list(call.caller(), call.type(), call.query());
      case BULK -> entities.bulk(call.caller(), call.type(), call.body());
      case ENTITIES -> entities.getMany(call.caller(), call.type(), call.body());
      case ENTITY -> entities.get(call.caller(), call.type(), call.id());
      case MODIFY_ENTITY -> entities.modify(call.caller(), call.type(), call.id(), call.body());
      case DELETE_ENTITY ->
          entities.delete(call.caller(), call.type(), call.id(), call.text("rev")).mapEmpty();
      case GIVE_ACCESS -> entities.giveAccess(call.caller(), call.type(), call.id(), call.body());
      case REMOVE_DELEGATION ->
          entities.removeDelegation(
              call.caller(), call.type(), call.id(), call.text("exchangeId"), call.text("rev"));
      case REKEY -> entities.rekey(call.caller(), call.type(), call.id(), call.body());

      case POLICY -> sharing.policy(call.caller());
      case PUT_POLICY -> sharing.putPolicy(call.caller(), call.body());
      case ASK_ACCESS_BACK -> sharing.askAccessBack(call.caller(), call.body());
      case ACCESS_BACK_REQUESTS -> sharing.accessBackRequests(call.caller(), call.query());
      case ACCESS_BACK_DONE -> sharing.accessBackDone(call.caller(), call.id());

      case SUBSCRIBE ->
          throw new IllegalArgumentException("events are heard on the bus, not asked for");
    };
  }
}
