package dev.salus.sdk.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.KeyCard;
import dev.salus.protocol.Retirement;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.vectors.VectorFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That cards are trusted as the vectors of §10 say. */
class TrustVectorsTest {

  static Stream<JsonObject> cases() {
    return VectorFiles.cases("trust.json", "cases");
  }

  static Stream<JsonObject> firstUse() {
    return VectorFiles.cases("trust.json", "firstUse");
  }

  private static List<KeyCard> cards(JsonObject from) {
    return from.getJsonArray("cards").stream()
        .map(card -> KeyCard.parse((JsonObject) card))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decisionsAndCardsMakeTheseTrusted(JsonObject vector) {
    String owner = vector.getString("owner");
    Pins pins = Pins.of(KeyRing.importJson(vector.getJsonObject("ring")), owner);

    TrustedCards trusted = CardTrust.decide(owner, cards(vector), pins, vector.getLong("now"));

    Map<String, Object> ended = new HashMap<>();
    for (KeyCard card : trusted.trusted()) {
      Retirement end = card.retired();
      if (end != null) {
        ended.put(card.keyId(), end.at());
      }
    }
    assertThat(trusted.live().stream().map(KeyCard::keyId).sorted().toList())
        .as(vector.getString("name"))
        .isEqualTo(vector.getJsonArray("live").getList());
    assertThat(new JsonObject(ended)).isEqualTo(vector.getJsonObject("ended"));
  }

  @ParameterizedTest
  @MethodSource("firstUse")
  void firstUseTakesThis(JsonObject vector) {
    JsonArray unvouched = vector.getJsonArray("unvouched");
    Set<String> keyIds = unvouched.stream().map(String.class::cast).collect(Collectors.toSet());
    CardList listed = new CardList(vector.getString("owner"), cards(vector), keyIds);

    assertThat(FirstUseRule.taken(listed, vector.getLong("now")).orElse(null))
        .as(vector.getString("name"))
        .isEqualTo(vector.getString("taken"));
  }
}
