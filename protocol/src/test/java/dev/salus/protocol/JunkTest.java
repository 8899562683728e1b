package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in, it is read or refused with a violation; nothing else ever happens. */
class JunkTest {

  private static final List<String> KINDS =
      List.of("json", "card", "exchange", "policy", "entity", "notary-set", "share-return");

  @Provide
  Arbitrary<JsonObject> valid() {
    return Arbitraries.oneOf(
        WireArbitraries.cards().map(KeyCard::toJson),
        WireArbitraries.exchanges().map(ExchangeRecord::toJson),
        WireArbitraries.policies().map(AutoSharePolicy::toJson),
        WireArbitraries.notarySets().map(NotarySet::toJson),
        WireArbitraries.shareReturns().map(ShareReturn::toJson),
        WireArbitraries.entities().map(Entity::toJson));
  }

  @Property(tries = 250)
  void bytes(@ForAll byte[] bytes) {
    readOrRefuse(bytes);
  }

  @Property(tries = 250)
  void texts(@ForAll String text) {
    readOrRefuse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 250)
  void cutOffTexts(@ForAll("valid") JsonObject json, @ForAll Random random) {
    byte[] whole = json.toBuffer().getBytes();
    byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
    assertThat(isRefused("json", cut)).isTrue();
  }

  @Property(tries = 250)
  void changedBytes(@ForAll("valid") JsonObject json, @ForAll Random random) {
    byte[] bytes = json.toBuffer().getBytes();
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    readOrRefuse(bytes);
  }

  /** Puts junk in place of a value somewhere. */
  @Property(tries = 400)
  void changedValues(@ForAll("valid") JsonObject json, @ForAll Random random) {
    JsonObject changed = json.copy();
    replaceSomewhere(changed, random);
    readOrRefuse(changed.toBuffer().getBytes());
  }

  @Property(tries = 100)
  void aFieldMoreIsRefused(@ForAll("valid") JsonObject json) {
    JsonObject changed = json.copy().put("more", 1);
    for (String kind : KINDS.subList(1, KINDS.size())) {
      assertThat(isRefused(kind, changed.toBuffer().getBytes())).as(kind).isTrue();
    }
  }

  private static void readOrRefuse(byte[] bytes) {
    for (String kind : KINDS) {
      isRefused(kind, bytes);
    }
  }

  private static boolean isRefused(String kind, byte[] bytes) {
    try {
      assertThat(RefusedWireTest.read(kind, bytes)).isNotNull();
      return false;
    } catch (ProtocolViolation violation) {
      assertThat(violation.detail()).isNotEmpty();
      return true;
    }
  }

  private static void replaceSomewhere(JsonObject object, Random random) {
    List<String> names = new ArrayList<>(object.fieldNames());
    String name = names.get(random.nextInt(names.size()));
    Object value = object.getValue(name);
    if (value instanceof JsonObject inner && !inner.isEmpty() && random.nextBoolean()) {
      replaceSomewhere(inner, random);
    } else if (value instanceof JsonArray array
        && !array.isEmpty()
        && array.getValue(0) instanceof JsonObject inner
        && random.nextBoolean()) {
      replaceSomewhere(inner, random);
    } else {
      object.put(name, junk(random));
    }
  }

  private static Object junk(Random random) {
    List<Object> junk =
        List.of(
            "",
            "\u0000",
            "null",
            -1,
            1.5,
            Long.MAX_VALUE,
            true,
            new JsonArray(),
            new JsonArray().addNull(),
            new JsonArray().add("x").add("x"),
            new JsonObject(),
            new JsonObject().putNull("x"),
            new JsonObject().put("x", new JsonObject()));
    return junk.get(random.nextInt(junk.size()));
  }
}
