package dev.salus.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.protocol.Base64Url;
import dev.salus.sdk.error.MalformedContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DoubtfulOriginTest {

  private static final String WRITER = "11111111-1111-4111-8111-111111111111";
  private static final String KEY_ID = Base64Url.encode(new byte[32]);
  private static final DoubtfulOrigin ORIGIN = new DoubtfulOrigin(WRITER, KEY_ID, 5);
  private static final String MARK =
      "{\"doubtful\":{\"writer\":\"%s\",\"signedBy\":\"%s\",\"modified\":5}"
          .formatted(WRITER, KEY_ID);

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static String marked(String json) {
    return new String(ORIGIN.markedIn(bytes(json)), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsMarkedSaysWhereItComesFromAndIsTheSameRecord() {
    String json = marked("{\"firstName\":\"John\",\"odd\":[1]}");

    assertThat(json).isEqualTo(MARK + ",\"firstName\":\"John\",\"odd\":[1]}");
    assertThat(DoubtfulOrigin.of(bytes(json))).contains(ORIGIN);
    Patient read = ModelJson.readPatient(bytes(json));
    assertThat(read.firstName()).isEqualTo("John");
    assertThat(read.unknownFields()).containsOnlyKeys("odd");
    assertThat(new String(ModelJson.write(read), StandardCharsets.UTF_8))
        .doesNotContain("doubtful");
  }

  @Test
  void anotherMarkIsReplacedWhereverItStands() {
    String blaming = MARK.replace(WRITER, "22222222-2222-4222-8222-222222222222");
    for (String json :
        new String[] {
          blaming + ",\"note\":\"x\"}",
          "{\"note\":\"x\",\"doubtful\":1}",
          " {\"note\":\"x\"}",
          "{\"d\\u006fubtful\":{},\"note\":\"x\"}"
        }) {
      assertThat(marked(json)).as(json).isEqualTo(MARK + ",\"note\":\"x\"}");
    }
    assertThat(marked("{}")).isEqualTo(MARK + "}");
    assertThat(marked("{\"a\" : 1e2 , \"\\u0062\":[ 1.00 ]}"))
        .isEqualTo(MARK + ",\"a\" : 1e2,\"\\u0062\":[ 1.00 ]}");
  }

  @Test
  void whatIsNoRecordStaysThat() {
    for (String json : new String[] {"", "[]", "{\"a\":1,\"a\":2}", "{\"note\":\"x\"} x"}) {
      assertThat(marked(json)).isEqualTo(json);
      assertThat(DoubtfulOrigin.of(bytes(json))).isEmpty();
    }
  }

  @Test
  void aMarkThatIsNoneIsNoRecord() {
    for (String mark :
        new String[] {
          "1",
          "{}",
          "{\"writer\":\"me\",\"signedBy\":\"" + KEY_ID + "\",\"modified\":5}",
          "{\"writer\":\"" + WRITER + "\",\"signedBy\":\"AA\",\"modified\":5}",
          "{\"writer\":\"" + WRITER + "\",\"signedBy\":\"=\",\"modified\":5}",
          "{\"writer\":\"" + WRITER + "\",\"signedBy\":\"" + KEY_ID + "\"}"
        }) {
      byte[] json = bytes("{\"doubtful\":" + mark + "}");
      assertThat(DoubtfulOrigin.of(json)).isEmpty();
      assertThatThrownBy(() -> ModelJson.readPatient(json)).isInstanceOf(MalformedContent.class);
    }
  }

  @Test
  void onlyTheFirstFieldMarks() {
    assertThat(DoubtfulOrigin.of(bytes("{\"note\":\"x\"}"))).isEmpty();
    assertThat(DoubtfulOrigin.of(bytes("{\"note\":\"x\"," + MARK.substring(1) + "}"))).isEmpty();
  }

  @Test
  void anApplicationDoesNotWriteAMark() {
    Patient forged = Patient.builder().unknownFields(Map.of("doubtful", Map.of())).build();

    assertThatThrownBy(() -> ModelJson.write(forged)).isInstanceOf(IllegalArgumentException.class);
  }
}
