package dev.salus.core.crypto;

import static dev.salus.core.testkit.RunningSalus.ADMIN;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Addresses;
import dev.salus.api.Caller;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.event.CardsChanged;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestExchange;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Retirement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user that an administrator made again for a data owner with cards (threat T26). */
class RemadeUserTest {

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final String owner = salus.dataOwner("patient");
  private Caller first;
  private Caller remade;
  private TestKey real;

  @BeforeEach
  void makeTheUserAgain() {
    first = user("arya");
    real = salus.publish(first);
    delete(first);
    remade = user("arya");
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void t26_cannotRetireACardThatItHasNoKeyFor() {
    TestKey planted = salus.publish(remade);

    failure(Forbidden.class, retire(remade, real, planted.retire(real, salus.now())));

    assertThat(cards().getJsonObject(0)).isEqualTo(real.json());
  }

  @Test
  void t26_whatItPublishesIsMarkedUntilAnOlderCardVouchesForIt() {
    assertThat(answer().containsKey("unvouched")).isFalse();
    TestKey planted = salus.publish(remade);
    assertThat(answer().getJsonArray("unvouched")).containsExactly(planted.keyId());

    await(crypto.endorse(remade, owner, real.keyId(), planted.endorse(real).toJson()));
    assertThat(answer().getJsonArray("unvouched")).containsExactly(planted.keyId());

    await(crypto.endorse(remade, owner, planted.keyId(), real.endorse(planted).toJson()));
    assertThat(answer().containsKey("unvouched")).isFalse();
  }

  @Test
  void whoHasTheOldKeyRetiresAndRotatesAsBefore() {
    TestKey next = new TestKey(owner, salus.now());
    JsonObject endorsed =
        next.json().put("endorsements", new JsonArray().add(real.endorse(next).toJson()));
    await(crypto.publishCard(remade, owner, endorsed));

    await(retire(remade, real, real.rotateTo(next.keyId(), salus.now())));

    assertThat(answer().containsKey("unvouched")).isFalse();
  }

  @Test
  void whomAnOlderCardEndorsesRetiresIt() {
    TestKey next = salus.publish(remade);
    await(crypto.endorse(remade, owner, next.keyId(), real.endorse(next).toJson()));

    await(retire(remade, real, next.retire(real, salus.now())));
  }

  @Test
  void theUserWhoPublishedACardRetiresItWithANewOneAfterItsKeyIsLost() {
    TestKey lost = salus.publish(remade);
    TestKey next = salus.publish(remade);

    await(retire(remade, lost, next.retire(lost, salus.now())));
  }

  @Test
  void theRealOwnerRetiresWhatWasPlanted() {
    TestKey planted = salus.publish(remade);
    delete(remade);
    Caller again = user("arya");

    await(retire(again, planted, real.retire(planted, salus.now())));
  }

  @Test
  void t26_whatWasPlantedFirstDoesNotRetireWhatTheRealOwnerMadeLater() {
    TestKey planted = salus.publish(remade);
    delete(remade);
    Caller again = user("arya");
    TestKey next = salus.publish(again);
    await(crypto.endorse(again, owner, next.keyId(), real.endorse(next).toJson()));
    delete(again);
    Caller last = user("arya");

    failure(Forbidden.class, retire(last, next, planted.retire(next, salus.now())));
    TestKey later = salus.publish(last);
    failure(Forbidden.class, retire(last, planted, later.retire(planted, salus.now())));
  }

  @Test
  void t26_aCardRetiresWhatItHangsOnOnlyWhileNobodyOlderVouchesForThat() {
    TestKey planted = salus.publish(remade);
    TestKey next = salus.publish(remade);
    TestKey vouchedFor = salus.publish(remade);
    await(crypto.endorse(remade, owner, vouchedFor.keyId(), real.endorse(vouchedFor).toJson()));
    delete(remade);
    Caller again = user("arya");

    failure(Forbidden.class, retire(again, vouchedFor, next.retire(vouchedFor, salus.now())));
    await(retire(again, planted, next.retire(planted, salus.now())));
  }

  @Test
  void t26_counterpartsAreToldByName() {
    Caller counterpart = salus.ownerCaller();
    TestKey theirs = salus.publish(counterpart);
    await(
        crypto.createExchange(
            counterpart, TestExchange.between(theirs, real, salus.now()).toJson()));
    Promise<CardsChanged> told = Promise.promise();
    salus
        .vertx()
        .eventBus()
        .<JsonObject>consumer(
            Addresses.CARD_EVENTS,
            event -> {
              CardsChanged change = CardsChanged.fromJson(event.body());
              if (change.unvouched() != null) {
                told.tryComplete(change);
              }
            });

    TestKey planted = salus.publish(remade);

    CardsChanged change = await(told.future());
    assertThat(change.owner()).isEqualTo(owner);
    assertThat(change.unvouched()).isEqualTo(planted.keyId());
    assertThat(change.counterparts()).containsExactly(counterpart.requireDataOwner());
  }

  private Caller user(String login) {
    await(salus.identity().createUser(ADMIN, salus.credentials(login).put("dataOwner", owner)));
    return salus.logIn(login).caller();
  }

  private void delete(Caller caller) {
    String rev = await(salus.identity().user(ADMIN, caller.user())).getString("rev");
    await(salus.identity().deleteUser(ADMIN, caller.user(), rev));
  }

  private Future<JsonObject> retire(Caller caller, TestKey target, Retirement retirement) {
    return crypto.retire(caller, owner, target.keyId(), retirement.toJson());
  }

  private JsonObject answer() {
    return await(crypto.cards(ADMIN, owner, new JsonObject()));
  }

  private JsonArray cards() {
    return answer().getJsonArray("items");
  }
}
