package dev.salus.core.sharing;

import static dev.salus.testing.Await.assertInvalid;
import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static dev.salus.testing.Await.settled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.AutoSharePolicy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The signed policies of automatic sharing, over the bus (protocol §7). */
class PoliciesTest {

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner owner = records.join();
  private final String delegate = UUID.randomUUID().toString();
  private long versions;

  @AfterEach
  void close() {
    salus.close();
  }

  private JsonObject policy(long version, String... all) {
    AutoSharePolicy unsigned =
        new AutoSharePolicy(
            owner.id(),
            version,
            salus.now(),
            List.of(all),
            List.of(),
            List.of(),
            owner.keyId(),
            "");
    return unsigned.withSignature(owner.sign(unsigned.signedBytes())).toJson();
  }

  private Future<JsonObject> put(JsonObject policy, String rev) {
    JsonObject body = new JsonObject().put("policy", policy);
    return salus.sharing().putPolicy(owner.caller(), rev == null ? body : body.put("rev", rev));
  }

  private JsonObject stored() {
    return await(salus.sharing().policy(owner.caller()));
  }

  @Test
  void atFirstThereIsNoneThenTheOneThatWasPut() {
    assertThat(stored()).isEqualTo(new JsonObject());
    JsonObject policy = policy(1, delegate);

    JsonObject answer = await(put(policy, null));

    assertThat(answer.getJsonObject("policy")).isEqualTo(policy);
    assertThat(stored()).isEqualTo(answer);
  }

  @Test
  void theNextReplacesItAtItsRevision() {
    String first = await(put(policy(1, delegate), null)).getString("rev");
    JsonObject next = policy(2);

    JsonObject answer = await(put(next, first));

    assertThat(answer.getString("rev")).isNotEqualTo(first);
    assertThat(stored().getJsonObject("policy")).isEqualTo(next);
  }

  @Test
  void aStaleOrMissingRevisionConflictsAndNamesTheCurrentOne() {
    String rev = await(put(policy(1), null)).getString("rev");

    for (String wrong : new String[] {null, "1-old"}) {
      assertThat(failure(Conflict.class, put(policy(2), wrong)).currentRev()).isEqualTo(rev);
    }
    assertThat(stored().getString("rev")).isEqualTo(rev);
  }

  @Test
  void aRevisionOfWhatIsNotThereConflicts() {
    assertThat(failure(Conflict.class, put(policy(1), "1-old")).currentRev()).isNull();
  }

  @Test
  void thePolicyThatIsStoredIsAnsweredAsTheFirstTime() {
    JsonObject policy = policy(1, delegate);
    JsonObject first = await(put(policy, null));
    salus.clock().advance(Duration.ofMinutes(6));

    assertThat(await(put(policy, null))).isEqualTo(first);
  }

  @Test
  void anOldSignatureOverSomethingElseIsNoRepetition() {
    JsonObject policy = policy(1, delegate);
    String rev = await(put(policy, null)).getString("rev");
    JsonObject nobody = policy.copy().put("all", new JsonArray());

    failure(Conflict.class, put(nobody, null));
    assertInvalid("policy.version", put(nobody, rev));
    assertInvalid("policy.signature", put(nobody.copy().put("version", 2), rev));
    assertThat(stored().getJsonObject("policy")).isEqualTo(policy);
  }

  @Test
  void aWrongFieldIsNamedAndNothingIsStored() {
    String rev = await(put(policy(3, delegate), null)).getString("rev");
    JsonObject late = policy(4);
    TestOwner other = records.join();

    assertInvalid("policy.version", put(policy(3), rev));
    assertInvalid("policy.version", put(policy(2), rev));
    assertInvalid("policy.owner", put(policy(4).put("owner", other.id()), rev));
    assertInvalid(
        "policy.signature", put(policy(4).put("all", new JsonArray().add(delegate)), rev));
    assertInvalid("policy.signature", put(policy(4).put("signedBy", other.keyId()), rev));
    assertInvalid("policy.all", put(policy(4, many(AutoSharePolicies.MAX_DELEGATES + 1)), rev));
    assertInvalid("policy.all", put(policy(4, delegate, delegate), rev));
    assertInvalid("policy.kinds", put(policy(4).put("kinds", 1), rev));
    assertInvalid(
        "kinds",
        salus
            .sharing()
            .putPolicy(
                owner.caller(),
                new JsonObject().put("policy", policy(4)).put("rev", rev).put("kinds", 1)));
    salus.clock().advance(Duration.ofMinutes(5).plusMillis(1));
    assertInvalid("policy.updatedAt", put(late, rev));
    assertThat(stored().getString("rev")).isEqualTo(rev);
  }

  @Test
  void eachKindListsAtMostSoMany() {
    for (String kind : List.of("all", "medicalInformation", "administrativeInformation")) {
      assertInvalid("policy." + kind, put(of(kind, AutoSharePolicies.MAX_DELEGATES + 1), null));
    }
    String rev = null;
    for (String kind : List.of("all", "medicalInformation", "administrativeInformation")) {
      rev = await(put(of(kind, AutoSharePolicies.MAX_DELEGATES), rev)).getString("rev");
    }
    assertThat(stored().getString("rev")).isEqualTo(rev);
  }

  /** A next policy in which one kind lists so many. */
  private JsonObject of(String kind, int count) {
    versions++;
    List<String> ids = List.of(many(count));
    AutoSharePolicy unsigned =
        new AutoSharePolicy(
            owner.id(),
            versions,
            salus.now(),
            kind.equals("all") ? ids : List.of(),
            kind.equals("medicalInformation") ? ids : List.of(),
            kind.equals("administrativeInformation") ? ids : List.of(),
            owner.keyId(),
            "");
    return unsigned.withSignature(owner.sign(unsigned.signedBytes())).toJson();
  }

  @Test
  void aPolicyMayBeDatedAsFarFromTheServersClockAsClocksDiffer() {
    JsonObject early = policy(1);
    salus.clock().advance(Duration.ofMinutes(5));
    String rev = await(put(early, null)).getString("rev");
    JsonObject late = policy(2);
    JsonObject later = policy(3);
    salus.clock().advance(Duration.ofMinutes(-5));
    rev = await(put(late, rev)).getString("rev");
    salus.clock().advance(Duration.ofMillis(-1));
    assertInvalid("policy.updatedAt", put(later, rev));
  }

  @Test
  void aFirstVersionIsOneOrMore() {
    assertInvalid("policy.version", put(policy(0), null));
    assertThat(await(put(policy(7), null)).getString("rev")).isNotNull();
  }

  @Test
  void whoActsForNobodyHasNone() {
    failure(Forbidden.class, salus.sharing().policy(RunningSalus.ADMIN));
    failure(
        Forbidden.class,
        salus.sharing().putPolicy(RunningSalus.ADMIN, new JsonObject().put("policy", policy(1))));
  }

  @Test
  void s31_ofTwoDevicesAtOnceOneWinsAndTheOtherIsToldTheRevision() {
    String rev = await(put(policy(1), null)).getString("rev");

    List<Future<JsonObject>> both =
        settled(List.of(put(policy(2, delegate), rev), put(policy(2), rev)));

    assertThat(both).filteredOn(Future::succeeded).hasSize(1);
    Future<JsonObject> loser = both.stream().filter(Future::failed).findFirst().orElseThrow();
    assertThat(failure(Conflict.class, loser).currentRev()).isEqualTo(stored().getString("rev"));
  }

  private static String[] many(int count) {
    return Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toArray(String[]::new);
  }
}
