package dev.salus.core.crypto;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.CryptoService;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.TestKey;
import dev.salus.protocol.Retirement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retiring cards (protocol §2). */
class RetirementTest {

  private final RunningSalus salus = RunningSalus.start();
  private final CryptoService crypto = salus.crypto();
  private final Caller caller = salus.ownerCaller();
  private final String owner = caller.requireDataOwner();
  private TestKey first;
  private TestKey second;

  @BeforeEach
  void publish() {
    first = salus.publish(caller);
    second = salus.publish(caller);
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void aCardRetiresItselfNamingItsSuccessor() {
    Retirement rotation = first.rotateTo(second.keyId(), salus.now());

    JsonObject card = await(retire(first, rotation));

    assertThat(card.getJsonObject("retired")).isEqualTo(rotation.toJson());
    assertThat(await(crypto.cards(caller, owner)).getJsonArray("items").getJsonObject(0))
        .isEqualTo(card);
  }

  @Test
  void theSameRetirementAgainIsAnsweredAsTheFirstTimeAndAnotherConflicts() {
    Retirement rotation = first.rotateTo(second.keyId(), salus.now());

    JsonObject once = await(retire(first, rotation));
    assertThat(await(retire(first, rotation))).isEqualTo(once);
    failure(Conflict.class, retire(first, second.retire(first, salus.now())));
  }

  @Test
  void aRetiredCardRetiresNothing() {
    TestKey third = salus.publish(caller);
    await(retire(first, second.retire(first, salus.now())));

    assertInvalid("by", retire(third, first.retire(third, salus.now())));
  }

  @Test
  void whatBreaksARuleIsRefusedWithItsFieldAndNotStored() {
    Caller other = salus.ownerCaller();
    TestKey foreign = salus.publish(other);
    long soon = salus.now() + Duration.ofMinutes(5).toMillis();

    assertInvalid("at", retire(first, second.retire(first, soon + 1)));
    assertInvalid("by", retire(first, foreign.retire(first, salus.now())));
    assertInvalid("signature", retire(first, second.retire(second, salus.now())));
    assertInvalid("successor", retire(first, first.rotateTo(foreign.keyId(), salus.now())));
    assertInvalid("successor", retire(first, first.rotateTo(first.keyId(), salus.now())));
    failure(
        Forbidden.class,
        crypto.retire(other, owner, first.keyId(), second.retire(first, salus.now()).toJson()));
    failure(NotFound.class, retire(foreign, second.retire(foreign, salus.now())));
    assertThat(await(crypto.cards(caller, owner)).getJsonArray("items"))
        .containsExactly(first.json(), second.json());
    await(retire(first, second.retire(first, soon)));
  }

  @Test
  void twoCardsThatRetireEachOtherAtOnceLeaveOne() {
    List<Future<JsonObject>> attempts =
        settled(
            List.of(
                retire(first, second.retire(first, salus.now())),
                retire(second, first.retire(second, salus.now()))));

    assertThat(attempts).filteredOn(Future::succeeded).hasSize(1);
    assertThat(await(crypto.cards(caller, owner)).getJsonArray("items"))
        .filteredOn(card -> ((JsonObject) card).containsKey("retired"))
        .hasSize(1);
  }

  private Future<JsonObject> retire(TestKey target, Retirement retirement) {
    return crypto.retire(caller, owner, target.keyId(), retirement.toJson());
  }
}
