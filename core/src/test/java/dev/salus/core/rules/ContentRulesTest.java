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
import static dev.salus.core.testkit.Refusal.assertConflict;
import static dev.salus.core.testkit.Refusal.assertForbidden;
import static dev.salus.core.testkit.Refusal.assertInvalid;
import static dev.salus.core.testkit.Refusal.assertNotFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.salus.api.Verification.SignedMessage;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may write which content, and nothing but the content (protocol §4). */
class ContentRulesTest {

  private static final String WRITERS = AUTHOR.exchangeTo(WRITER);

  private final Entity stored = shared();

  private Entity byWriter() {
    return CLIENT.modify(stored, WRITER, WRITERS);
  }

  @Test
  void t23_noWriteMakesMoreIndexEntriesThanThereMayBeButWhatHasMoreCanBeWritten() {
    Entity few = tagged(stored, 10);
    Entity tooMany = tagged(stored, 29);

    assertInvalid("tags", () -> write(few, 29));
    assertInvalid("tags", () -> write(tooMany, 30));
    assertThat(write(tooMany, 28)).isInstanceOf(Verdict.Accepted.class);
  }

  private static Verdict write(Entity entity, int tags) {
    Entity proposed = tagged(CLIENT.modify(entity, WRITER, WRITERS), tags);
    return ContentRules.decide(WRITER.caller(), entity, proposed, NOW);
  }

  /** With 31 links and so many tags. */
  private static Entity tagged(Entity entity, int count) {
    JsonArray tags = new JsonArray();
    for (int i = 0; i < count; i++) {
      tags.add(new JsonObject().put("type", "t").put("code", "c" + i));
    }
    JsonArray links = new JsonArray();
    for (byte i = 0; i < 31; i++) {
      byte[] link = new byte[EntityHeader.LINK_BYTES];
      link[0] = i;
      links.add(Base64Url.encode(link));
    }
    return changed(entity, json -> json.put("tags", tags).put("links", links));
  }

  @Test
  void aWriterMayChangeContentAndTags() {
    Entity proposed =
        CLIENT.sign(
            WRITER,
            CLIENT
                .nextVersion(stored, WRITER, WRITERS)
                .put(
                    "tags",
                    new JsonArray().add(new JsonObject().put("type", "t").put("code", "c"))));

    Verdict.Accepted verdict =
        (Verdict.Accepted) ContentRules.decide(WRITER.caller(), stored, proposed, NOW);

    assertThat(verdict.entity()).isEqualTo(proposed);
    assertThat(verdict.toVerify().signer()).isEqualTo(WRITER.id());
    assertThat(verdict.toVerify().exchanges()).isEmpty();
    assertThat(verdict.toVerify().signatures())
        .containsExactly(
            new SignedMessage(
                "signature",
                WRITER.keyId(),
                Base64Url.encode(proposed.signedBytes()),
                proposed.signature()));
  }

  @Test
  void visibilityComesFirstThenPermissionThenTheRevision() {
    Entity stale = byWriter().withRev("1-old");

    assertNotFound(() -> ContentRules.decide(STRANGER.caller(), stored, stale, NOW));
    assertForbidden(() -> ContentRules.decide(READER.caller(), stored, stale, NOW));
    assertForbidden(() -> ContentRules.decide(ADMIN, stored, stale, NOW));
    assertConflict(REV, () -> ContentRules.decide(WRITER.caller(), stored, stale, NOW));
  }

  @Test
  void theSameAgainIsAnsweredBeforeTheRevisionIsCompared() {
    Entity written = byWriter();
    Entity now = written.withRev("4-new");

    assertThat(ContentRules.decide(WRITER.caller(), now, written, NOW))
        .isEqualTo(new Verdict.Repeated(now));
  }

  @Test
  void anOldSignatureOverSomethingElseIsNoRepetition() {
    Entity now = byWriter().withRev("4-new");
    Entity version = changed(now, json -> json.put("version", 3));

    assertInvalid("version", () -> again(now, json -> json.put("content", CLIENT.box())));
    assertInvalid("version", () -> again(now, json -> json.put("tags", tags())));
    assertInvalid("version", () -> again(now, json -> json.put("signedBy", CLIENT.bytes(32))));
    assertInvalid("version", () -> again(now, json -> json.put("grants", new JsonArray())));
    assertInvalid("author", () -> again(now, json -> json.put("author", WRITER.id())));
    assertConflict(
        "4-new", () -> again(now, json -> json.put("rev", REV).put("content", CLIENT.box())));
    assertThat(ContentRules.decide(WRITER.caller(), now, version, NOW))
        .as("its signature is looked at")
        .isInstanceOf(Verdict.Accepted.class);
  }

  private static Verdict again(Entity now, Consumer<JsonObject> change) {
    return ContentRules.decide(WRITER.caller(), now, changed(now, change), NOW);
  }

  private static JsonArray tags() {
    return new JsonArray().add(new JsonObject().put("type", "t").put("code", "c"));
  }

  @Test
  void aRepetitionByAReaderIsForbiddenAllTheSame() {
    assertForbidden(() -> ContentRules.decide(READER.caller(), stored, stored, NOW));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("type", json -> json.put("type", "Patient")),
        wrong("id", json -> json.put("id", CLIENT.newId())),
        wrong("created", json -> json.put("created", NOW - 1)),
        wrong("author", json -> json.put("author", WRITER.id())),
        wrong("links", json -> json.put("links", new JsonArray().add(CLIENT.bytes(16)))),
        wrong("keyGeneration", json -> json.put("keyGeneration", 2)),
        wrong("keyCommitment", json -> json.put("keyCommitment", CLIENT.bytes(32))),
        wrong(
            "revoked",
            json ->
                json.getJsonArray("revoked")
                    .add(new JsonObject().put("delegate", READER.id()).put("generation", 1))),
        wrong("modifiedBy", json -> json.put("modifiedBy", AUTHOR.id())),
        wrong("version", json -> json.put("version", 1)),
        wrong("version", json -> json.put("version", 3)),
        wrong("version", json -> json.put("version", (1L << 53) - 1)),
        wrong("modified", json -> json.put("modified", NOW - 1)),
        wrong("modified", json -> json.put("modified", NOW + FIVE_MINUTES + 1)),
        wrong("writtenUnder", json -> json.put("writtenUnder", AUTHOR.exchangeTo(AUTHOR))),
        wrong("writtenUnder", json -> json.put("writtenUnder", AUTHOR.exchangeTo(READER))),
        wrong("writtenUnder", json -> json.put("writtenUnder", WRITER.exchangeTo(WRITER))),
        wrong("grants", json -> json.getJsonArray("grants").remove(2)),
        wrong("grants", json -> delegation(json, 2, READER).put("permission", "WRITE")),
        wrong("grants", json -> delegation(json, 1, WRITER).remove("link")),
        wrong("grants", json -> delegation(json, 2, READER).put("wrapped", CLIENT.box())),
        wrong("grants", json -> grant(json, 2).put("parents", new JsonArray().add(WRITERS))),
        wrong("grants", json -> grant(json, 2).put("gone", new JsonArray().add(CLIENT.bytes(32)))),
        wrong("grants", json -> grant(json, 1).put("signature", CLIENT.bytes(64))),
        wrong("grants", json -> grant(json, 1).put("grantedAt", NOW + 1)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aChangeOfAnythingElseIsNamed(String field, Consumer<JsonObject> change) {
    Entity proposed = changed(byWriter(), change);

    assertInvalid(field, () -> ContentRules.decide(WRITER.caller(), stored, proposed, NOW));
  }

  @Test
  void aWriteWithMoreTagsThanThereMayBeIsNamed() {
    JsonArray tags = new JsonArray();
    for (int i = 0; i <= Limits.TAGS; i++) {
      tags.add(new JsonObject().put("type", "t").put("code", "c" + i));
    }
    Entity proposed = changed(byWriter(), json -> json.put("tags", tags));

    assertInvalid("tags", () -> ContentRules.decide(WRITER.caller(), stored, proposed, NOW));
  }

  @Test
  void whoHoldsBothDoesNotWriteUnderTheReadDelegation() {
    String read = READER.exchangeTo(WRITER);
    Entity both =
        RulesWorld.with(
            stored,
            CLIENT.grant(
                stored, READER, List.of(AUTHOR.exchangeTo(READER)), WRITER, Permission.READ));
    Entity proposed = CLIENT.modify(both, WRITER, read);

    assertInvalid("writtenUnder", () -> ContentRules.decide(WRITER.caller(), both, proposed, NOW));
    assertThat(
            ContentRules.decide(WRITER.caller(), both, CLIENT.modify(both, WRITER, WRITERS), NOW))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void aWriteWithoutRevisionIsNamed() {
    assertInvalid(
        "rev", () -> ContentRules.decide(WRITER.caller(), stored, byWriter().withRev(null), NOW));
  }

  @Test
  void aGrantMoreIsRefused() {
    Grant more = CLIENT.grant(stored, WRITER, List.of(WRITERS), OTHER, Permission.READ);

    assertInvalid(
        "grants",
        () -> ContentRules.decide(WRITER.caller(), stored, RulesWorld.with(byWriter(), more), NOW));
  }

  @Test
  void aGrantInPlaceOfAnotherIsRefused() {
    List<Grant> twice = new ArrayList<>(stored.grants());
    twice.set(2, twice.get(1));
    Entity proposed = byWriter().withGrants(twice);

    assertInvalid("grants", () -> ContentRules.decide(WRITER.caller(), stored, proposed, NOW));
  }

  @Test
  void theOrderOfGrantsDoesNotMatter() {
    List<Grant> reversed = new ArrayList<>(stored.grants());
    Collections.reverse(reversed);
    Entity proposed = byWriter();

    assertThat(ContentRules.decide(WRITER.caller(), stored, proposed.withGrants(reversed), NOW))
        .isInstanceOfSatisfying(
            Verdict.Accepted.class, accepted -> assertThat(accepted.entity()).isEqualTo(proposed));
  }

  @Test
  void aDateAheadOfTheClockDoesNotBarTheNextWriter() {
    Entity ahead = changed(stored, json -> json.put("modified", NOW + FIVE_MINUTES));
    Entity proposed = changed(CLIENT.modify(ahead, WRITER, WRITERS), json -> json.put("rev", REV));

    assertThat(ContentRules.decide(WRITER.caller(), ahead, proposed, NOW))
        .isInstanceOf(Verdict.Accepted.class);
  }

  private static Arguments wrong(String field, Consumer<JsonObject> change) {
    return arguments(field, change);
  }

  private static JsonObject grant(JsonObject entity, int index) {
    return entity.getJsonArray("grants").getJsonObject(index);
  }

  private static JsonObject delegation(
      JsonObject entity, int index, dev.salus.core.testkit.TestOwner to) {
    return grant(entity, index).getJsonObject("delegations").getJsonObject(AUTHOR.exchangeTo(to));
  }
}
