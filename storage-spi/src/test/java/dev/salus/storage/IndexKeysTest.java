package dev.salus.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexKeysTest {

  private static final long LARGEST = (1L << 53) - 1;

  private static Set<List<Object>> keys(JsonObject body, KeyPart... parts) {
    return new IndexKeys(IndexSpec.of("by-key", parts)).of(body);
  }

  private static Set<List<Object>> keysOf(Object value) {
    return keys(new JsonObject().put("k", value), KeyPart.of("k"));
  }

  @Test
  void textsAndIntegersAreKeys() {
    assertThat(keysOf("a")).containsExactly(List.of("a"));
    assertThat(keysOf("")).containsExactly(List.of(""));
    for (Number five : List.of(5, 5L, 5.0, new BigDecimal("5.00"), BigInteger.valueOf(5))) {
      assertThat(keysOf(five)).containsExactly(List.of(5L));
    }
    assertThat(keysOf(-LARGEST)).containsExactly(List.of(-LARGEST));
  }

  @Test
  void nothingElseIsAKey() {
    for (Object none :
        List.of(true, 1.5, LARGEST + 1, -LARGEST - 1, new JsonObject(), new JsonArray().add("a"))) {
      assertThat(keysOf(none)).as("%s", none).isEmpty();
    }
    assertThat(keysOf(null)).isEmpty();
    assertThat(keys(new JsonObject(), KeyPart.of("k"))).isEmpty();
    assertThat(keys(new JsonObject().put("k", "a"), KeyPart.of("k.deeper"))).isEmpty();
  }

  @Test
  void eachElementMakesAKeyOnce() {
    JsonObject body =
        new JsonObject()
            .put(
                "in", new JsonObject().put("k", new JsonArray().add("b").add(1).add("b").add(true)))
            .put("n", 7);

    assertThat(keys(body, KeyPart.each("in.k"), KeyPart.of("n")))
        .containsExactly(List.of("b", 7L), List.of(1L, 7L));
    assertThat(keys(body, KeyPart.each("n"))).isEmpty();
  }
}
