package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.ADMIN;
import static dev.salus.core.rules.RulesWorld.AUTHOR;
import static dev.salus.core.rules.RulesWorld.CLIENT;
import static dev.salus.core.rules.RulesWorld.FIVE_MINUTES;
import static dev.salus.core.rules.RulesWorld.NOW;
import static dev.salus.core.rules.RulesWorld.READER;
import static dev.salus.core.rules.RulesWorld.REV;
import static dev.salus.core.rules.RulesWorld.STRANGER;
import static dev.salus.core.rules.RulesWorld.WRITER;
import static dev.salus.core.rules.RulesWorld.changed;
import static dev.salus.core.rules.RulesWorld.with;
import static dev.salus.core.testkit.Refusal.assertConflict;
import static dev.salus.core.testkit.Refusal.assertForbidden;
import static dev.salus.core.testkit.Refusal.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may create which entity (protocol §4, §5). */
class CreationRulesTest {

  private static final String OWN = AUTHOR.exchangeTo(AUTHOR);

  private static Entity proposal() {
    return CLIENT.create(AUTHOR, EntityType.DATA_SAMPLE, Map.of(READER, Permission.READ));
  }

  @Test
  void aRightOneIsAcceptedAndSaysWhatToVerify() {
    Entity proposed = proposal();

    Verdict.Accepted verdict =
        (Verdict.Accepted) CreationRules.decide(AUTHOR.caller(), proposed, NOW);

    assertThat(verdict.entity()).isEqualTo(proposed);
    assertThat(verdict.toVerify().signer()).isEqualTo(AUTHOR.id());
    assertThat(verdict.toVerify().signatures())
        .extracting(SignedMessage::field)
        .containsExactly("signature", "grants[0].signature");
    assertThat(verdict.toVerify().exchanges())
        .containsExactlyInAnyOrder(
            new ExchangeUse("grants[0].delegations." + OWN, OWN, AUTHOR.id(), AUTHOR.id()),
            new ExchangeUse(
                "grants[0].delegations." + AUTHOR.exchangeTo(READER),
                AUTHOR.exchangeTo(READER),
                AUTHOR.id(),
                READER.id()));
  }

  @Test
  void whoActsForNobodyCreatesNothing() {
    assertForbidden(() -> CreationRules.decide(ADMIN, proposal(), NOW));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("author", json -> json.put("author", READER.id())),
        wrong("modifiedBy", json -> json.put("modifiedBy", READER.id())),
        wrong("version", json -> json.put("version", 2)),
        wrong("version", json -> json.put("version", (1L << 53) - 1)),
        wrong("keyGeneration", json -> json.put("keyGeneration", 2)),
        wrong("revoked", json -> json.put("revoked", new JsonArray().add(revocation()))),
        wrong("created", json -> json.put("created", NOW - FIVE_MINUTES - 1)),
        wrong("created", json -> json.put("created", NOW + FIVE_MINUTES + 1)),
        wrong("modified", json -> json.put("modified", NOW + FIVE_MINUTES + 1)),
        wrong("modified", json -> json.put("modified", NOW - 1)),
        wrong("rev", json -> json.put("rev", REV)),
        wrong("tags", json -> json.put("tags", tags(33))),
        wrong("links", json -> json.put("links", links(33))),
        wrong("grants", json -> json.put("grants", new JsonArray())),
        wrong(
            "grants",
            json ->
                json.getJsonArray("grants")
                    .add(
                        proposal()
                            .toJson()
                            .getJsonArray("grants")
                            .getJsonObject(0)
                            .put("delegations", new JsonObject()))),
        wrong("writtenUnder", json -> json.put("writtenUnder", AUTHOR.exchangeTo(READER))),
        wrong("writtenUnder", json -> json.put("writtenUnder", READER.exchangeTo(AUTHOR))),
        wrong("writtenUnder", json -> delegation(json).put("permission", "READ")),
        wrong(under("wrapped"), json -> delegation(json).remove("wrapped")),
        wrong(under("wrapped"), json -> delegation(json).put("wrapped", CLIENT.bytes(513))),
        wrong(under("link"), json -> delegation(json).put("link", CLIENT.bytes(513))),
        wrong(under("wrapExchange"), json -> delegation(json).put("wrapExchange", OWN)),
        wrong("grants[0].by", json -> grant(json).put("by", READER.id())),
        wrong("grants[0].generation", json -> grant(json).put("generation", 0)),
        wrong("grants[0].parents", json -> grant(json).put("parents", new JsonArray().add(OWN))),
        wrong("grants[0].gone", json -> grant(json).put("gone", oneDigest())),
        wrong("grants[0].grantedAt", json -> grant(json).put("grantedAt", NOW + FIVE_MINUTES + 1)),
        wrong("grants[0].delegations", json -> grant(json).put("delegations", new JsonObject())));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongFieldIsNamed(String field, Consumer<JsonObject> change) {
    Entity proposed = changed(proposal(), change);

    assertInvalid(field, () -> CreationRules.decide(AUTHOR.caller(), proposed, NOW));
  }

  @Test
  void aDelegateIsThereOnce() {
    Entity proposed =
        changed(
            proposal(),
            json ->
                grant(json)
                    .getJsonObject("delegations")
                    .put(
                        AUTHOR.exchangeTo(READER, 1),
                        grant(json)
                            .getJsonObject("delegations")
                            .getJsonObject(AUTHOR.exchangeTo(READER))));

    assertInvalid(
        "grants[0].delegations." + AUTHOR.exchangeTo(READER, 1) + ".delegate",
        () -> CreationRules.decide(AUTHOR.caller(), proposed, NOW));
  }

  @Test
  void datesAtTheEdgeOfTheClocksToleranceAreTaken() {
    assertThat(CreationRules.decide(AUTHOR.caller(), proposal(), NOW + FIVE_MINUTES))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(CreationRules.decide(AUTHOR.caller(), proposal(), NOW - FIVE_MINUTES))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void t23_indexEntriesAreCountedForAllWhoCanSeeTheEntity() {
    JsonObject full = CLIENT.unsigned(AUTHOR, EntityType.DATA_SAMPLE);
    full.put("tags", tags(32)).put("links", links(32));
    JsonObject linked = CLIENT.unsigned(AUTHOR, EntityType.DATA_SAMPLE).put("links", links(32));
    JsonObject usual = CLIENT.unsigned(AUTHOR, EntityType.DATA_SAMPLE);
    usual.put("tags", tags(6)).put("links", links(1));

    assertAccepted(CLIENT.signed(AUTHOR, full.copy(), delegates(1)));
    assertInvalid("tags", () -> decide(CLIENT.signed(AUTHOR, full.copy(), delegates(2))));
    assertAccepted(CLIENT.signed(AUTHOR, linked.copy(), delegates(4)));
    assertInvalid("links", () -> decide(CLIENT.signed(AUTHOR, linked.copy(), delegates(5))));
    assertAccepted(CLIENT.signed(AUTHOR, usual.copy(), delegates(1_000)));
  }

  private static Verdict decide(Entity proposed) {
    return CreationRules.decide(AUTHOR.caller(), proposed, NOW);
  }

  private static void assertAccepted(Entity proposed) {
    assertThat(decide(proposed)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void theSameAgainIsAnsweredAsTheFirstTime() {
    Entity proposed = proposal();
    Entity stored = proposed.withRev(REV);

    assertThat(CreationRules.decideInUse(AUTHOR.caller(), proposed, stored).entity())
        .isEqualTo(stored);
  }

  @Test
  void theSameAgainIsKnownAlsoOnceOthersWereGivenAccess() {
    Entity proposed = proposal();
    Entity stored =
        with(
            proposed.withRev(REV),
            CLIENT.grant(proposed, AUTHOR, List.of(), WRITER, Permission.READ));

    assertThat(CreationRules.decideInUse(AUTHOR.caller(), proposed, stored).entity())
        .isEqualTo(stored);
  }

  @Test
  void anOldSignatureOverSomethingElseIsNoRepetition() {
    Entity stored = proposal().withRev(REV);

    for (Consumer<JsonObject> change :
        List.<Consumer<JsonObject>>of(
            json -> json.put("content", CLIENT.box()),
            json -> json.put("tags", tags(1)),
            json -> json.put("version", 2),
            json -> json.put("signedBy", CLIENT.bytes(32)),
            json -> json.put("grants", new JsonArray()),
            json -> grant(json).put("signature", CLIENT.bytes(64)),
            json -> delegation(json).put("wrapped", CLIENT.box()))) {
      Entity proposed = changed(stored, change);
      assertConflict(REV, () -> CreationRules.decideInUse(AUTHOR.caller(), proposed, stored));
    }
  }

  @Test
  void whoSeesWhatIsThereIsNotToldToTakeAnotherId() {
    Entity stored = proposal().withRev(REV);
    Entity another = changed(proposal(), json -> json.put("id", stored.header().id()));

    assertThatThrownBy(() -> CreationRules.decideInUse(AUTHOR.caller(), another, stored))
        .hasMessageNotContaining("new one");
    assertThatThrownBy(() -> CreationRules.decideInUse(STRANGER.caller(), another, stored))
        .hasMessageContaining("take a new one");
  }

  @Test
  void anIdInUseIsAConflictThatNamesTheRevisionToThoseWhoSeeIt() {
    Entity stored = proposal().withRev(REV);
    Entity another = changed(proposal(), json -> json.put("id", stored.header().id()));

    assertConflict(REV, () -> CreationRules.decideInUse(AUTHOR.caller(), another, stored));
    assertConflict(REV, () -> CreationRules.decideInUse(READER.caller(), another, stored));
    assertConflict(null, () -> CreationRules.decideInUse(STRANGER.caller(), another, stored));
    assertConflict(null, () -> CreationRules.decideInUse(STRANGER.caller(), stored, stored));
  }

  @Test
  void anIdInUseForAnotherTypeIsAConflictWithoutRevision() {
    Entity stored = proposal().withRev(REV);
    Entity patient = changed(stored, json -> json.put("type", "Patient"));

    assertConflict(null, () -> CreationRules.decideInUse(AUTHOR.caller(), patient, stored));
  }

  private static Arguments wrong(String field, Consumer<JsonObject> change) {
    return arguments(field, change);
  }

  private static JsonObject grant(JsonObject entity) {
    return entity.getJsonArray("grants").getJsonObject(0);
  }

  private static JsonObject delegation(JsonObject entity) {
    return grant(entity).getJsonObject("delegations").getJsonObject(OWN);
  }

  private static String under(String field) {
    return "grants[0].delegations." + OWN + "." + field;
  }

  private static JsonObject revocation() {
    return new JsonObject().put("delegate", WRITER.id()).put("generation", 1);
  }

  private static JsonArray tags(int count) {
    JsonArray tags = new JsonArray();
    for (int i = 0; i < count; i++) {
      tags.add(new JsonObject().put("type", "IC-TEST").put("code", "code" + i));
    }
    return tags;
  }

  private static JsonArray links(int count) {
    JsonArray links = new JsonArray();
    for (int i = 0; i < count; i++) {
      links.add(CLIENT.bytes(16));
    }
    return links;
  }

  private static JsonArray oneDigest() {
    return new JsonArray().add(CLIENT.bytes(32));
  }

  private static Map<TestOwner, Permission> delegates(int count) {
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .collect(Collectors.toMap(i -> TestOwner.named("delegate" + i), i -> Permission.READ));
  }
}
