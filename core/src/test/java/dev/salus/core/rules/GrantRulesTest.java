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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.salus.api.Caller;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.protocol.ProtocolViolation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may give which access (protocol §5). */
class GrantRulesTest {

  private static final String WRITERS = AUTHOR.exchangeTo(WRITER);
  private static final String READERS = AUTHOR.exchangeTo(READER);

  private final Entity stored = shared();

  private Verdict decide(TestOwner caller, Grant grant) {
    return GrantRules.decide(caller.caller(), stored, REV, grant, NOW);
  }

  private Grant byReader(Permission permission) {
    return CLIENT.grant(stored, READER, List.of(READERS), OTHER, permission);
  }

  @Test
  void aReaderPassesReadOnAndTheVerdictSaysWhatToVerify() {
    Grant grant = byReader(READ);

    Verdict.Accepted verdict = (Verdict.Accepted) decide(READER, grant);

    assertThat(verdict.entity()).isEqualTo(with(stored, grant));
    assertThat(verdict.toVerify().signer()).isEqualTo(READER.id());
    assertThat(verdict.toVerify().signatures())
        .singleElement()
        .satisfies(signed -> assertThat(signed.field()).isEqualTo("grant.signature"));
    assertThat(verdict.toVerify().exchanges())
        .containsExactly(
            new ExchangeUse(
                "grant.delegations." + READER.exchangeTo(OTHER),
                READER.exchangeTo(OTHER),
                READER.id(),
                OTHER.id()));
  }

  @Test
  void s14_aReaderCannotPassWriteOn() {
    assertForbidden(() -> decide(READER, byReader(WRITE)));
  }

  @Test
  void whoHoldsBothCannotPassWriteOnFromTheReadParent() {
    Entity both = with(stored, CLIENT.grant(stored, READER, List.of(READERS), WRITER, READ));
    Grant grant = CLIENT.grant(both, WRITER, List.of(READER.exchangeTo(WRITER)), OTHER, WRITE);

    assertForbidden(() -> GrantRules.decide(WRITER.caller(), both, REV, grant, NOW));
  }

  @Test
  void visibilityComesFirstThenPermissionThenTheRevision() {
    Grant grant = byReader(WRITE);

    assertNotFound(() -> GrantRules.decide(STRANGER.caller(), stored, "1-old", grant, NOW));
    assertForbidden(() -> GrantRules.decide(READER.caller(), stored, "1-old", grant, NOW));
    assertConflict(
        REV, () -> GrantRules.decide(READER.caller(), stored, "1-old", byReader(READ), NOW));
  }

  @Test
  void anAdministratorWithoutDelegationGivesNothing() {
    Grant grant = CLIENT.grant(stored, STRANGER, List.of(), OTHER, READ);
    Caller adminAndStranger = new Caller("a", STRANGER.id(), Set.of(Caller.ADMIN), null);

    assertForbidden(() -> GrantRules.decide(ADMIN, stored, REV, grant, NOW));
    assertForbidden(() -> GrantRules.decide(adminAndStranger, stored, REV, grant, NOW));
  }

  @Test
  void onlyTheAuthorNeedsNoParents() {
    assertThat(decide(AUTHOR, CLIENT.grant(stored, AUTHOR, List.of(), OTHER, WRITE)))
        .isInstanceOf(Verdict.Accepted.class);
    assertInvalid(
        "grant.parents",
        () -> decide(WRITER, CLIENT.grant(stored, WRITER, List.of(), OTHER, READ)));
  }

  @Test
  void everyParentIsHeldByTheOneWhoGives() {
    for (String parent : List.of(READERS, AUTHOR.exchangeTo(AUTHOR), OTHER.exchangeTo(WRITER))) {
      Grant grant = CLIENT.grant(stored, WRITER, List.of(WRITERS, parent), OTHER, READ);
      assertInvalid("grant.parents", () -> decide(WRITER, grant));
    }
  }

  private Grant linkOf(TestOwner owner, String parent, String exchangeId) {
    Delegation link = new Delegation(owner.id(), READ, null, null, Base64Url.encode(new byte[64]));
    Grant signed = CLIENT.grant(stored, owner, List.of(parent), owner, READ);
    return new Grant(
        signed.by(),
        signed.signedBy(),
        signed.grantedAt(),
        signed.generation(),
        signed.parents(),
        Map.of(exchangeId, link),
        List.of(),
        CLIENT.bytes(64));
  }

  @Test
  void s41_whoKnowsALinkThroughOthersKeepsItByAFewDelegationsToItself() {
    for (TestOwner owner : List.of(AUTHOR, READER)) {
      String parent = AUTHOR.exchangeTo(owner);
      Entity full = stored;
      for (int i = 0; i < Limits.OWN_LINKS; i++) {
        Grant link = linkOf(owner, parent, UUID.randomUUID().toString());
        assertThat(GrantRules.decide(owner.caller(), full, REV, link, NOW))
            .isInstanceOf(Verdict.Accepted.class);
        full = with(full, link);
      }
      String further = UUID.randomUUID().toString();
      Entity last = full;
      assertInvalid(
          "grant.delegations." + further,
          () -> GrantRules.decide(owner.caller(), last, REV, linkOf(owner, parent, further), NOW));
    }
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("grant.by", json -> json.put("by", AUTHOR.id())),
        wrong("grant.generation", json -> json.put("generation", 2)),
        wrong("grant.generation", json -> json.put("generation", 0)),
        wrong("grant.delegations", json -> json.put("delegations", new JsonObject())),
        wrong("grant.gone", json -> json.put("gone", new JsonArray().add(CLIENT.bytes(32)))),
        wrong("grant.grantedAt", json -> json.put("grantedAt", NOW - FIVE_MINUTES - 1)),
        wrong("grant.grantedAt", json -> json.put("grantedAt", NOW + FIVE_MINUTES + 1)),
        wrong(at("wrapExchange"), json -> given(json).put("wrapExchange", READERS)),
        wrong(at("link"), json -> given(json).put("link", CLIENT.bytes(513))));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aWrongFieldIsNamed(String field, Consumer<JsonObject> change) {
    JsonObject json = byReader(READ).toJson();
    change.accept(json);
    Grant grant = Grant.read(FieldReader.of(json));

    assertInvalid(field, () -> decide(READER, grant));
  }

  @Test
  void aBoxMayBeAsLargeAsItsLimit() {
    JsonObject json = byReader(READ).toJson();
    given(json).put("link", CLIENT.bytes(Limits.BOX_BYTES));

    assertThat(decide(READER, Grant.read(FieldReader.of(json))))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void moreParentsThanOneGrantMayNameAreNotEvenRead() {
    JsonObject json = byReader(READ).toJson();

    assertThat(Grant.read(FieldReader.of(json.put("parents", ids(Grant.MAX_PARENTS)))).parents())
        .hasSize(Grant.MAX_PARENTS);
    json.put("parents", ids(Grant.MAX_PARENTS + 1));
    assertThatThrownBy(() -> Grant.read(FieldReader.of(json, "grant")))
        .isInstanceOfSatisfying(
            ProtocolViolation.class, it -> assertThat(it.field()).isEqualTo("grant.parents"));
  }

  @Test
  void aDelegateHasOneDelegationByEachGrantor() {
    Grant again =
        CLIENT.grant(
            stored,
            AUTHOR,
            List.of(),
            Map.of(AUTHOR.exchangeTo(READER, 1), CLIENT.delegation(READER, WRITE)));

    assertInvalid("grant.delegations." + AUTHOR.exchangeTo(READER, 1), () -> decide(AUTHOR, again));
    assertThatThrownBy(() -> decide(AUTHOR, again)).hasMessageContaining("has one by the caller");
    assertThat(decide(WRITER, CLIENT.grant(stored, WRITER, List.of(WRITERS), READER, WRITE)))
        .as("by another it may have another")
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void t18_whoWasLeftWithoutAKeyMayBeGivenItAgain() {
    Entity keyless =
        changed(
            stored,
            json ->
                json.getJsonArray("grants")
                    .getJsonObject(2)
                    .getJsonObject("delegations")
                    .getJsonObject(READERS)
                    .remove("wrapped"));
    Map<String, Delegation> key =
        Map.of(AUTHOR.exchangeTo(READER, 1), CLIENT.delegation(READER, READ));
    Map<String, Delegation> none =
        Map.of(
            AUTHOR.exchangeTo(READER, 1),
            new Delegation(READER.id(), READ, null, null, CLIENT.box()));

    assertThat(
            GrantRules.decide(
                AUTHOR.caller(), keyless, REV, CLIENT.grant(keyless, AUTHOR, List.of(), key), NOW))
        .isInstanceOf(Verdict.Accepted.class);
    assertInvalid(
        "grant.delegations." + AUTHOR.exchangeTo(READER, 1),
        () ->
            GrantRules.decide(
                AUTHOR.caller(),
                keyless,
                REV,
                CLIENT.grant(keyless, AUTHOR, List.of(), none),
                NOW));
  }

  @Test
  void anExchangeIsUsedOnce() {
    Grant foreign =
        CLIENT.grant(
            stored, WRITER, List.of(WRITERS), Map.of(READERS, CLIENT.delegation(READER, WRITE)));

    assertInvalid("grant.delegations." + READERS, () -> decide(WRITER, foreign));
    assertThatThrownBy(() -> decide(WRITER, foreign)).hasMessageContaining("take another");
  }

  @Test
  void theSameGrantAgainIsAnsweredBeforeTheRevisionIsCompared() {
    Grant grant = byReader(READ);
    Entity after = with(stored, grant).withRev("4-new");

    assertThat(GrantRules.decide(READER.caller(), after, REV, grant, NOW))
        .isEqualTo(new Verdict.Repeated(after));
  }

  @Test
  void anOldSignatureOverSomethingElseIsNoRepetition() {
    Grant grant = byReader(READ);
    Entity after = with(stored, grant);

    for (Consumer<JsonObject> change :
        List.<Consumer<JsonObject>>of(
            json -> given(json).put("wrapped", CLIENT.box()),
            json -> json.put("grantedAt", NOW + 1),
            json -> json.put("signedBy", CLIENT.bytes(32)))) {
      JsonObject json = grant.toJson();
      change.accept(json);
      Grant other = Grant.read(FieldReader.of(json));
      assertInvalid(
          "grant.delegations." + READER.exchangeTo(OTHER),
          () -> GrantRules.decide(READER.caller(), after, REV, other, NOW));
    }
  }

  @Test
  void somebodyElsesGrantIsNoRepetition() {
    Grant ofAuthor = stored.grants().get(2);

    assertInvalid("grant.by", () -> decide(WRITER, ofAuthor));
  }

  @Test
  void whoWasLockedOutMayBeGivenAccessAgain() {
    Entity without =
        CLIENT.rekey(stored, AUTHOR, AUTHOR.exchangeTo(AUTHOR), List.of(READER)).withRev(REV);
    Grant again = CLIENT.grant(without, AUTHOR, List.of(), READER, READ);

    Verdict.Accepted verdict =
        (Verdict.Accepted) GrantRules.decide(AUTHOR.caller(), without, REV, again, NOW);

    assertThat(without.delegations().permissionOf(READER.id())).isEmpty();
    assertThat(verdict.entity().delegations().permissionOf(READER.id())).contains(READ);
  }

  @Test
  void anEntityHasOnlySoManyGrants() {
    List<Grant> grants = new ArrayList<>(stored.grants());
    while (grants.size() < Limits.GRANTS) {
      grants.add(stored.grants().get(0).withDelegations(Map.of(), List.of()));
    }
    Entity full = stored.withGrants(grants);

    assertInvalid(
        "grant", () -> GrantRules.decide(READER.caller(), full, REV, byReader(READ), NOW));
  }

  private static Arguments wrong(String field, Consumer<JsonObject> change) {
    return arguments(field, change);
  }

  private static String at(String field) {
    return "grant.delegations." + READER.exchangeTo(OTHER) + "." + field;
  }

  private static JsonObject given(JsonObject grant) {
    return grant.getJsonObject("delegations").getJsonObject(READER.exchangeTo(OTHER));
  }

  private static JsonArray ids(int count) {
    JsonArray ids = new JsonArray();
    for (int i = 0; i < count; i++) {
      ids.add(READER.exchangeTo(OTHER, i));
    }
    return ids;
  }
}
