package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.KeyCard;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.transport.ScriptedServer;
import dev.salus.sdk.trust.CardDirectory;
import dev.salus.sdk.trust.TrustPolicy;
import dev.salus.sdk.vectors.VectorFiles;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That grants, delegations and contents count as the vectors of §4 and §5 say. */
class DelegationVectorsTest {

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedServer server = new ScriptedServer();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  static Stream<JsonObject> cases() {
    return VectorFiles.cases("delegations.json", "cases");
  }

  static Stream<JsonObject> memory() {
    return VectorFiles.cases("delegations.json", "memory");
  }

  private EntityVerifier verifier(JsonObject vector) {
    KeyRing ring = KeyRing.importJson(vector.getJsonObject("ring"));
    vector.getJsonArray("cards").stream()
        .map(card -> KeyCard.parse((JsonObject) card))
        .forEach(card -> server.list(card.owner(), card));
    return new EntityVerifier(
        vertx,
        new CardDirectory(
            vertx, server.api(), ring, TrustPolicy.onlyConfirmed(), Clock.systemUTC()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void grantsDelegationsAndContentCountAsTheyShould(JsonObject vector) {
    Entity entity = Entity.parse(vector.getJsonObject("entity"));
    EntityVerifier verifier = verifier(vector);
    String content = vector.getString("content");
    if (content.equals("refused")) {
      failure(TamperedEntity.class, verifier.verify(entity));
      return;
    }

    VerifiedEntity verified = await(verifier.verify(entity));

    List<Grant> leftOut = verified.leftOut().stream().map(LeftOutGrant::grant).toList();
    String name = vector.getString("name");
    assertThat(verified.doubt() == null ? "genuine" : "doubtful").as(name).isEqualTo(content);
    assertThat(entity.grants().stream().map(grant -> !leftOut.contains(grant)).toList())
        .as(name)
        .isEqualTo(vector.getJsonArray("counts").getList());
    assertThat(verified.graph().valid().keySet().stream().sorted().toList())
        .as(name)
        .isEqualTo(vector.getJsonArray("valid").getList());
  }

  @ParameterizedTest
  @MethodSource("memory")
  void whatContradictsWhatWasSeenIsRefused(JsonObject vector) {
    JsonObject ring = cases().findFirst().orElseThrow().getJsonObject("ring");
    SeenCheck seen = new SeenCheck(KeyRing.importJson(ring));
    Entity before = Entity.parse(vector.getJsonObject("before"));
    Entity now = Entity.parse(vector.getJsonObject("entity"));
    seen.check(before, Optional.empty());
    String refused = vector.getString("refused");

    if (refused == null) {
      assertThatCode(() -> seen.check(now, seen.before(now.header().id())))
          .as(vector.getString("name"))
          .doesNotThrowAnyException();
    } else {
      TamperedEntity failure =
          catchThrowableOfType(
              TamperedEntity.class, () -> seen.check(now, seen.before(now.header().id())));
      assertThat(failure.what().name()).as(vector.getString("name")).isEqualTo(refused);
    }
  }
}
