package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.ProtocolViolation.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

  private static final String ID = "11111111-1111-4111-8111-111111111111";

  private static void refuses(ThrowingCallable read, Kind kind, String field) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            ProtocolViolation.class,
            violation -> {
              assertThat(violation.kind()).isEqualTo(kind);
              assertThat(violation.field()).isEqualTo(field);
            });
  }

  private static FieldReader of(Object value) {
    return FieldReader.of(new JsonObject().put("f", value), "at");
  }

  @Test
  void aMissingFieldIsNamed() {
    FieldReader in = FieldReader.of(new JsonObject(), "at");
    refuses(() -> in.text("f"), Kind.MISSING_FIELD, "at.f");
    refuses(() -> in.integer("f"), Kind.MISSING_FIELD, "at.f");
    refuses(() -> in.uuids("f"), Kind.MISSING_FIELD, "at.f");
    refuses(() -> in.rawObject("f"), Kind.MISSING_FIELD, "at.f");
  }

  @Test
  void nullIsOfTheWrongType() {
    FieldReader in = FieldReader.of(new JsonObject().putNull("f"));
    refuses(() -> in.text("f"), Kind.WRONG_TYPE, "f");
    refuses(() -> in.optionalText("f"), Kind.WRONG_TYPE, "f");
    refuses(() -> in.optionalUuid("f"), Kind.WRONG_TYPE, "f");
    refuses(() -> in.integer("f"), Kind.WRONG_TYPE, "f");
    refuses(() -> in.flag("f"), Kind.WRONG_TYPE, "f");
    refuses(() -> in.object("f", FieldReader::toString), Kind.WRONG_TYPE, "f");
    refuses(() -> in.optionalObjects("f", FieldReader::toString), Kind.WRONG_TYPE, "f");
  }

  @Test
  void aLoneSurrogateIsRefusedAndAPairIsNot() {
    refuses(() -> of("a\ud83d").text("f"), Kind.SYNTAX, "at.f");
    refuses(() -> of("\ude00b").optionalText("f"), Kind.SYNTAX, "at.f");
    refuses(() -> of(new JsonArray().add("\ud83d")).uuids("f"), Kind.SYNTAX, "at.f[0]");
    assertThat(of("\ud83d\ude00").text("f")).isEqualTo("\ud83d\ude00");
  }

  @Test
  void whatIsLeftOutMayBe() {
    FieldReader in = FieldReader.of(new JsonObject());
    assertThat(in.optionalText("f")).isNull();
    assertThat(in.optionalUuid("f")).isNull();
    assertThat(in.flag("f")).isFalse();
    assertThat(in.optionalObjects("f", FieldReader::toString)).isEmpty();
  }

  @Test
  void typesAreNotConverted() {
    refuses(() -> of(1).text("f"), Kind.WRONG_TYPE, "at.f");
    refuses(() -> of("1").integer("f"), Kind.INTEGER, "at.f");
    refuses(() -> of(1.0).integer("f"), Kind.INTEGER, "at.f");
    refuses(() -> of("true").flag("f"), Kind.WRONG_TYPE, "at.f");
    refuses(() -> of(new JsonObject()).uuids("f"), Kind.WRONG_TYPE, "at.f");
    refuses(() -> of(new JsonArray()).rawObject("f"), Kind.WRONG_TYPE, "at.f");
  }

  @Test
  void integersHaveTheirRange() {
    assertThat(of(0).integer("f")).isZero();
    assertThat(of(StrictJson.MAX_INTEGER).integer("f")).isEqualTo((1L << 53) - 1);
    refuses(() -> of(-1).integer("f"), Kind.INTEGER, "at.f");
    refuses(() -> of(1L << 53).integer("f"), Kind.INTEGER, "at.f");
  }

  @Test
  void uuidsHaveOneForm() {
    assertThat(of(ID).uuid("f")).isEqualTo(ID);
    for (String other :
        List.of(
            "",
            "1-1-1-1-1",
            "ABCDEFAB-1111-4111-8111-111111111111",
            "{" + ID + "}",
            "urn:uuid:" + ID,
            ID.replace("-", ""),
            ID + "\n",
            "１1111111-1111-4111-8111-111111111111")) {
      refuses(() -> of(other).uuid("f"), Kind.UUID, "at.f");
    }
  }

  @Test
  void base64HasOneFormAndItsLength() {
    assertThat(of("AAAA").base64("f", 3)).isEqualTo("AAAA");
    assertThat(of("AAAA").base64AtLeast("f", 2)).isEqualTo("AAAA");
    for (String other :
        List.of("AAA", "AAAAAA", "AAA=", "AA A", "AA+A", "AA/A", "AAAA\n", "AAÄA")) {
      refuses(() -> of(other).base64("f", 3), Kind.BASE64URL, "at.f");
    }
    refuses(() -> of("AB").base64("f", 1), Kind.BASE64URL, "at.f");
    refuses(() -> of("AAAA").base64AtLeast("f", 4), Kind.BASE64URL, "at.f");
  }

  @Test
  void elementsOfListsAreNamed() {
    refuses(() -> of(array(ID, "x")).uuids("f"), Kind.UUID, "at.f[1]");
    refuses(() -> of(array(ID, 1)).uuids("f"), Kind.WRONG_TYPE, "at.f[1]");
    refuses(() -> of(array(ID, ID)).uuids("f"), Kind.VALUE, "at.f");
    refuses(() -> of(array("AAAA", "AAAA")).base64s("f", 3), Kind.VALUE, "at.f");
    refuses(() -> of(array("x")).objects("f", in -> in.text("a")), Kind.WRONG_TYPE, "at.f[0]");
    refuses(
        () -> of(array(new JsonObject())).objects("f", in -> in.text("a")),
        Kind.MISSING_FIELD,
        "at.f[0].a");
  }

  private static JsonArray array(Object... elements) {
    return new JsonArray(List.of(elements));
  }

  @Test
  void entriesOfMapsAreNamed() {
    JsonObject map = new JsonObject().put("k", new JsonObject().put("a", "v"));
    assertThat(of(map).map("f", (key, in) -> key + in.text("a"))).isEqualTo(Map.of("k", "kv"));
    refuses(() -> of(map).map("f", (key, in) -> in.integer("a")), Kind.INTEGER, "at.f.k.a");
    refuses(() -> of(map).base64Map("f", 3), Kind.WRONG_TYPE, "at.f.k");
    refuses(() -> of(new JsonObject().put("k", "A")).base64Map("f", 3), Kind.BASE64URL, "at.f.k");
  }

  @Test
  void whatNobodyReadIsRefused() {
    FieldReader in = FieldReader.of(new JsonObject().put("a", "x").put("b", "y"), "at");
    assertThat(in.text("a")).isEqualTo("x");
    refuses(in::end, Kind.UNKNOWN_FIELD, "at.b");
    assertThat(in.optionalText("b")).isEqualTo("y");
    assertThatCode(in::end).doesNotThrowAnyException();
  }

  @Test
  void nestedObjectsAreEndedToo() {
    JsonObject nested = new JsonObject().put("a", "x").put("b", "y");
    refuses(() -> of(nested).object("f", in -> in.text("a")), Kind.UNKNOWN_FIELD, "at.f.b");
  }
}
