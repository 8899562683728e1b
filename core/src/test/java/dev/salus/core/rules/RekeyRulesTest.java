package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.ADMIN;
import static dev.salus.core.rules.RulesWorld.AUTHOR;
import static dev.salus.core.rules.RulesWorld.CLIENT;
import static dev.salus.core.rules.RulesWorld.FIVE_MINUTES;
import static dev.salus.core.rules.RulesWorld.NOW;
import static dev.salus.core.rules.RulesWorld.OTHER;
import static dev.salus.core.rules.RulesWorld.READER;
import static dev.salus.core.rules.RulesWorld.REV;
import static dev.salus.core.rules.RulesWorld.STRANGER;
import static dev.salus.core.rules.RulesWorld.WRITER;
import static dev.salus.core.rules.RulesWorld.changed;
import static dev.salus.core.rules.RulesWorld.shared;
import static dev.salus.core.rules.RulesWorld.with;
import static dev.salus.core.testkit.Refusal.assertConflict;
import static dev.salus.core.testkit.Refusal.assertForbidden;
import static dev.salus.core.testkit.Refusal.assertInvalid;
import static dev.salus.core.testkit.Refusal.assertNotFound;
import static dev.salus.protocol.Permission.READ;
import static dev.salus.protocol.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.salus.api.Verification.ExchangeUse;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may lock whom out with a new key (protocol §8). */
class RekeyRulesTest {

  private static final String OWN = AUTHOR.exchangeTo(AUTHOR);
  private static final String WRITERS = AUTHOR.exchangeTo(WRITER);
  private static final String OTHERS = WRITER.exchangeTo(OTHER);

  /** The writer has passed it on to the other, who has passed it on to the stranger. */
  private final Entity stored = chain();

  private static Entity chain() {
    Entity entity = shared();
    entity = with(entity, CLIENT.grant(entity, WRITER, List.of(WRITERS), OTHER, WRITE));
    return with(entity, CLIENT.grant(entity, OTHER, List.of(OTHERS), STRANGER, READ));
  }

  private Verdict decide(TestOwner revoker, Entity proposed) {
    return RekeyRules.decide(revoker.caller(), stored, REV, proposed, List.of(), NOW);
  }

  private Entity byWriter(TestOwner... going) {
    return CLIENT.rekey(stored, WRITER, WRITERS, List.of(going));
  }

  @Test
  void whoPassedItOnLocksOutAndWhatHungOnThemGoesToo() {
    Entity proposed = byWriter(OTHER);

    Verdict.Accepted verdict = (Verdict.Accepted) decide(WRITER, proposed);

    assertThat(verdict.entity()).isEqualTo(proposed.withRev(REV));
    assertThat(verdict.entity().delegations().valid().keySet())
        .containsExactlyInAnyOrder(OWN, WRITERS, AUTHOR.exchangeTo(READER));
    assertThat(verdict.toVerify().exchanges())
        .as("the author's own and the reader's are wrapped under exchanges of the writer")
        .extracting(ExchangeUse::id, ExchangeUse::delegator, ExchangeUse::delegate)
        .containsExactlyInAnyOrder(
            tuple(WRITER.exchangeTo(AUTHOR), WRITER.id(), AUTHOR.id()),
            tuple(WRITER.exchangeTo(READER), WRITER.id(), READER.id()));
  }

  @Test
  void theAuthorLocksOutAnybody() {
    assertThat(decide(AUTHOR, CLIENT.rekey(stored, AUTHOR, OWN, List.of(STRANGER, READER))))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void onlyWhoIsEntitledToEveryDelegationOfTheirsLocksOut() {
    Entity twice = with(stored, CLIENT.grant(stored, AUTHOR, List.of(), OTHER, READ));
    Entity proposed = CLIENT.rekey(twice, WRITER, WRITERS, List.of(OTHER));

    assertForbidden(() -> RekeyRules.decide(WRITER.caller(), twice, REV, proposed, List.of(), NOW));
    assertForbidden(() -> decide(WRITER, byWriter(READER)));
    assertForbidden(() -> decide(WRITER, byWriter(OTHER, READER)));
  }

  @Test
  void t08_theAuthorIsNeverLockedOut() {
    assertForbidden(() -> decide(WRITER, byWriter(AUTHOR)));
    assertForbidden(() -> decide(AUTHOR, CLIENT.rekey(stored, AUTHOR, OWN, List.of(AUTHOR))));
  }

  @Test
  void visibilityComesFirstThenPermissionThenTheRevision() {
    Entity proposed = byWriter(OTHER);
    TestOwner nobody = TestOwner.named("nobody");

    assertNotFound(
        () -> RekeyRules.decide(nobody.caller(), stored, "1-old", proposed, List.of(), NOW));
    assertForbidden(
        () -> RekeyRules.decide(READER.caller(), stored, "1-old", proposed, List.of(), NOW));
    assertForbidden(() -> RekeyRules.decide(ADMIN, stored, "1-old", proposed, List.of(), NOW));
    assertForbidden(
        () ->
            RekeyRules.decide(WRITER.caller(), stored, "1-old", byWriter(READER), List.of(), NOW));
    assertConflict(
        REV, () -> RekeyRules.decide(WRITER.caller(), stored, "1-old", proposed, List.of(), NOW));
  }

  @Test
  void theSameAgainIsAnsweredAsTheFirstTime() {
    Entity proposed = byWriter(OTHER);
    Entity after = proposed.withRev("4-new");

    assertThat(RekeyRules.decide(WRITER.caller(), after, REV, proposed, List.of(), NOW))
        .isEqualTo(new Verdict.Repeated(after));
  }

  @Test
  void anOldSignatureOverSomethingElseIsNoRepetition() {
    Entity after = byWriter(OTHER).withRev("4-new");

    for (Consumer<JsonObject> change :
        List.<Consumer<JsonObject>>of(
            json -> json.put("content", CLIENT.box()),
            json -> delegation(json, 0, AUTHOR).put("wrapped", CLIENT.box()),
            json -> json.put("grants", new JsonArray()))) {
      Entity proposed = changed(after, change);
      assertInvalid(
          "version",
          () -> RekeyRules.decide(WRITER.caller(), after, "4-new", proposed, List.of(), NOW));
    }
  }

  @Test
  void whoHoldsNothingAnyMoreCanBeNamed() {
    Entity removed = RemovalRules.decide(AUTHOR.caller(), stored, AUTHOR.exchangeTo(READER), REV);
    Entity proposed = CLIENT.rekey(removed, WRITER, WRITERS, List.of(READER));

    assertThat(
            RekeyRules.decide(WRITER.caller(), removed, REV, proposed, List.of(READER.id()), NOW))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void t22_whoNeverHeldADelegationIsNotNamed() {
    TestOwner nobody = TestOwner.named("nobody");

    assertInvalid("revoked", () -> decide(WRITER, byWriter(nobody)));
    assertInvalid("revoked", () -> decide(WRITER, byWriter(OTHER, nobody)));
    assertInvalid(
        "revoked", () -> decide(AUTHOR, CLIENT.rekey(stored, AUTHOR, OWN, List.of(nobody))));
  }

  @Test
  void t22_revokedHasATotalOfWhichTheAuthorHasTheRest() {
    Entity byOthers = revoked(Limits.REVOKED_BY_OTHERS);
    assertThat(lockOut(AUTHOR, OWN, revoked(Limits.REVOKED - 1)))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(lockOut(WRITER, WRITERS, revoked(Limits.REVOKED_BY_OTHERS - 1)))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(lockOut(AUTHOR, OWN, byOthers)).isInstanceOf(Verdict.Accepted.class);

    assertInvalid("revoked", () -> lockOut(WRITER, WRITERS, byOthers));
    assertInvalid("revoked", () -> lockOut(AUTHOR, OWN, revoked(Limits.REVOKED)));
  }

  /** The stored entity, with so many who were locked out before. */
  private Entity revoked(int count) {
    JsonArray before = new JsonArray();
    for (int i = 0; i < count; i++) {
      before.add(
          new JsonObject()
              .put("delegate", TestOwner.named("before" + i).id())
              .put("generation", 1));
    }
    return changed(stored, json -> json.put("revoked", before));
  }

  private static Verdict lockOut(TestOwner revoker, String writtenUnder, Entity entity) {
    Entity proposed = CLIENT.rekey(entity, revoker, writtenUnder, List.of(OTHER));
    return RekeyRules.decide(revoker.caller(), entity, REV, proposed, List.of(), NOW);
  }

  @Test
  void t08_nobodyLocksThemselvesOutAndStillSigns() {
    Entity entity = with(shared(), CLIENT.grant(shared(), WRITER, List.of(WRITERS), WRITER, WRITE));
    Entity proposed = CLIENT.rekey(entity, WRITER, WRITER.exchangeTo(WRITER), List.of(WRITER));

    assertForbidden(
        () -> RekeyRules.decide(WRITER.caller(), entity, REV, proposed, List.of(), NOW));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("type", json -> json.put("type", "Patient")),
        wrong("created", json -> json.put("created", NOW - 1)),
        wrong("author", json -> json.put("author", WRITER.id())),
        wrong("links", json -> json.put("links", new JsonArray().add(CLIENT.bytes(16)))),
        wrong(
            "tags",
            json ->
                json.getJsonArray("tags").add(new JsonObject().put("type", "t").put("code", "c"))),
        wrong("version", json -> json.put("version", (1L << 53) - 1)),
        wrong("modifiedBy", json -> json.put("modifiedBy", AUTHOR.id())),
        wrong("modified", json -> json.put("modified", NOW + FIVE_MINUTES + 1)),
        wrong("keyGeneration", json -> json.put("keyGeneration", 1)),
        wrong("keyGeneration", json -> json.put("keyGeneration", 3)),
        wrong("writtenUnder", json -> json.put("writtenUnder", OWN)),
        wrong("writtenUnder", json -> json.put("writtenUnder", OTHERS)),
        wrong("grants", json -> json.put("revoked", new JsonArray())),
        wrong(
            "revoked", json -> json.getJsonArray("revoked").getJsonObject(0).put("generation", 1)),
        wrong(
            "revoked", json -> json.getJsonArray("revoked").getJsonObject(0).put("generation", 9)),
        wrong("grants", json -> json.getJsonArray("grants").remove(2)),
        wrong("grants", json -> json.put("grants", chain().toJson().getJsonArray("grants"))),
        wrong("grants", json -> delegation(json, 2, READER).put("permission", "WRITE")),
        wrong("grants", json -> without(delegation(json, 0, AUTHOR), "wrapExchange", "wrapped")),
        wrong("grants", json -> delegation(json, 2, READER).put("link", CLIENT.box())),
        wrong("grants", json -> grant(json, 1).put("signature", CLIENT.bytes(64))),
        wrong("grants", json -> grant(json, 1).put("by", WRITER.id())),
        wrong(
            at(2, READER, "wrapExchange"),
            json -> delegation(json, 2, READER).remove("wrapExchange")),
        wrong(
            at(0, AUTHOR, "wrapExchange"),
            json -> delegation(json, 0, AUTHOR).remove("wrapExchange")),
        wrong(
            at(2, READER, "wrapped"),
            json -> delegation(json, 2, READER).put("wrapped", CLIENT.bytes(513))));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongFieldIsNamed(String field, Consumer<JsonObject> change) {
    Entity proposed = changed(byWriter(OTHER), change);

    assertInvalid(field, () -> decide(WRITER, proposed));
  }

  @Test
  void theOldKeyAndTheOldWrapsAreRefused() {
    Entity oldKey =
        changed(
            byWriter(OTHER), json -> json.put("keyCommitment", stored.header().keyCommitment()));
    String wrapped =
        stored
            .toJson()
            .getJsonArray("grants")
            .getJsonObject(2)
            .getJsonObject("delegations")
            .getJsonObject(AUTHOR.exchangeTo(READER))
            .getString("wrapped");
    Entity oldWrap =
        changed(byWriter(OTHER), json -> delegation(json, 2, READER).put("wrapped", wrapped));

    assertInvalid("keyCommitment", () -> decide(WRITER, oldKey));
    assertInvalid(at(2, READER, "wrapped"), () -> decide(WRITER, oldWrap));
  }

  @Test
  void t18_whoCannotBeWrappedForIsLeftOutButTheAuthorIsNot() {
    Entity leftOut =
        changed(
            byWriter(OTHER),
            json -> without(delegation(json, 2, READER), "wrapExchange", "wrapped"));

    Verdict.Accepted verdict = (Verdict.Accepted) decide(WRITER, leftOut);

    assertThat(verdict.entity().delegations().permissionOf(READER.id())).contains(READ);
    assertThat(verdict.toVerify().exchanges())
        .extracting(ExchangeUse::delegate)
        .containsExactly(AUTHOR.id());
  }

  @Test
  void t18_whoHadNoKeyGetsNoneByARekey() {
    Entity without =
        changed(stored, json -> without(delegation(json, 2, READER), "wrapExchange", "wrapped"));
    Entity proposed = CLIENT.rekey(stored, WRITER, WRITERS, List.of(OTHER));

    assertInvalid(
        at(2, READER, "wrapped"),
        () -> RekeyRules.decide(WRITER.caller(), without, REV, proposed, List.of(), NOW));
  }

  @Test
  void aNewKeyIsMadeAlsoIfNobodyGoes() {
    assertThat(decide(WRITER, byWriter())).isInstanceOf(Verdict.Accepted.class);
    assertForbidden(() -> decide(READER, CLIENT.rekey(stored, READER, WRITERS, List.of())));
  }

  @Test
  void t10_whoWasLockedOutHoldsNothingWhateverHungOnIt() {
    Verdict.Accepted verdict = (Verdict.Accepted) decide(WRITER, byWriter(OTHER));
    Entity after = verdict.entity();

    assertThat(Visibility.canSee(OTHER.caller(), after)).isFalse();
    assertThat(Visibility.canSee(STRANGER.caller(), after)).isFalse();
    assertThat(Visibility.canSee(READER.caller(), after)).isTrue();
    assertThat(after.withGrants(stored.grants()).delegations().permissionOf(OTHER.id()))
        .as("also if a server lists the old grants again")
        .isEmpty();
  }

  private static Arguments wrong(String field, Consumer<JsonObject> change) {
    return arguments(field, change);
  }

  private static JsonObject grant(JsonObject entity, int index) {
    return entity.getJsonArray("grants").getJsonObject(index);
  }

  private static JsonObject delegation(JsonObject entity, int index, TestOwner to) {
    return grant(entity, index).getJsonObject("delegations").getJsonObject(AUTHOR.exchangeTo(to));
  }

  private static void without(JsonObject json, String... fields) {
    List.of(fields).forEach(json::remove);
  }

  private static String at(int index, TestOwner to, String field) {
    return "grants[" + index + "].delegations." + AUTHOR.exchangeTo(to) + "." + field;
  }
}
