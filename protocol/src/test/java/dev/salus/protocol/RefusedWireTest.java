package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reads the vectors of what must be refused and checks that it is, for the reason given. */
class RefusedWireTest {

  private static final Path FILE =
      Path.of(System.getProperty("basedir", "."), "..", "docs/test-vectors/refused-wire.json");

  private static List<JsonObject> cases() throws IOException {
    return new JsonObject(Files.readString(FILE))
        .getJsonArray("cases").stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void thereAreCasesForEveryRecord() throws IOException {
    assertThat(cases().stream().map(c -> c.getString("reads")).distinct())
        .containsExactlyInAnyOrder(
            "json", "card", "exchange", "policy", "entity", "notary-set", "share-return");
  }

  @TestFactory
  List<DynamicTest> isRefused() throws IOException {
    return cases().stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.getString("reads") + ": " + c.getString("name"), () -> check(c)))
        .toList();
  }

  private static void check(JsonObject c) {
    ProtocolViolation violation =
        catchThrowableOfType(ProtocolViolation.class, () -> read(c.getString("reads"), bytes(c)));
    assertThat(violation).isNotNull();
    assertThat(violation.kind().name()).isEqualTo(c.getString("kind"));
    if (c.containsKey("field")) {
      assertThat(violation.field()).isEqualTo(c.getString("field"));
    }
  }

  private static byte[] bytes(JsonObject c) {
    return c.containsKey("hex")
        ? HexFormat.of().parseHex(c.getString("hex"))
        : c.getString("text").getBytes(StandardCharsets.UTF_8);
  }

  static Object read(String as, byte[] bytes) {
    JsonObject json = StrictJson.parse(bytes);
    return switch (as) {
      case "json" -> json;
      case "card" -> KeyCard.parse(json);
      case "exchange" -> ExchangeRecord.parse(json);
      case "policy" -> AutoSharePolicy.parse(json, "");
      case "entity" -> Entity.parse(json);
      case "notary-set" -> NotarySet.parse(json);
      case "share-return" -> ShareReturn.parse(json);
      default -> throw new IllegalArgumentException(as);
    };
  }
}
