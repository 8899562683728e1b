package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import dev.salus.protocol.Revocation;
import dev.salus.sdk.crypto.OwnerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The JSON form of a key ring (protocol §9): what is read comes back, or it is refused. */
final class KeyRingFormTest {

  private static final String ALICE = "11111111-1111-4111-8111-111111111111";
  private static final String BOB = "22222222-2222-4222-8222-222222222222";
  private static final String SET = "33333333-3333-4333-8333-333333333333";
  private static final String ENTITY = "44444444-4444-4444-8444-444444444444";

  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyRing ring = filled();
  private final JsonObject form = ring.exportJson();

  private static String hash(String of) {
    return Base64Url.encode(Digests.sha256(of.getBytes(StandardCharsets.UTF_8)));
  }

  private static OwnerKey key(long createdAt) {
    return OwnerKey.generate(
        ALICE, Clock.fixed(Instant.ofEpochMilli(createdAt), ZoneOffset.UTC), RANDOM);
  }

  /** A ring that has something in each of its places. */
  private static KeyRing filled() {
    KeyRing ring = new KeyRing(ALICE);
    ring.add(key(1_000));
    ring.addWaiting(key(2_000));
    ring.signer(5_000);
    ring.pin(BOB, hash("bob"), "confirmed", 7);
    ring.decide(ALICE, new Pin(hash("old"), Pin.RETIRED, 8, 9L));
    ring.policy().see(3, hash("policy"));
    ring.policy().sign(new SeenPolicy.Signed(4, hash("signed")));
    ring.notarySets().sign(new KnownSets.OwnSet(SET, 12, hash("set")));
    ring.notarySets().serve(SET, new ServedSet(BOB, hash("bob"), hash("served")));
    ring.names().give(BOB, "Dr. Bob");
    ring.recordSeen(
        ENTITY, new SeenEntity(2, 1, BOB, 5, List.of(new Revocation(ALICE, 1)), hash("v2")));
    FitExchange fit = new FitExchange(SET, Set.of(hash("a"), hash("b")), hash("ended"));
    ring.rememberFit(BOB, fit, ring.trustEpoch(ALICE), ring.trustEpoch(BOB));
    return ring;
  }

  @Test
  void everyPlaceIsWritten() {
    assertThat(form.fieldNames())
        .containsExactlyInAnyOrder(
            "v",
            "owner",
            "keys",
            "pins",
            "policyVersion",
            "policyHash",
            "policySigned",
            "seen",
            "rotating",
            "ownSet",
            "fit",
            "served",
            "names");
    KeyRing read = KeyRing.importJson(form);
    assertThat(read.exportJson()).isEqualTo(form);
    assertThat(read.notarySets().served(SET)).isEqualTo(ring.notarySets().served(SET)).isPresent();
    assertThat(read.fitExchanges(BOB)).isEqualTo(ring.fitExchanges(BOB)).hasSize(1);
    assertThat(read.policy().hash()).isEqualTo(hash("policy"));
    assertThat(read.policy().next()).isEqualTo(5);
    assertThat(read.rotating()).contains(ring.keys().get(1).keyId());
  }

  /** Nothing else than a ring makes one, whatever stands where, and nothing fails but by name. */
  @Test
  void inPlaceOfAnythingSomethingElseIsRefusedOrComesBack() {
    for (List<Object> path : paths(form)) {
      for (Object other : Arrays.asList(null, -1, true, "x", new JsonObject(), new JsonArray())) {
        isRefusedOrComesBack(path, json -> put(json, path, other));
      }
    }
  }

  @Test
  void withoutAnythingItIsRefusedOrComesBackWithout() {
    for (List<Object> path : paths(form)) {
      isRefusedOrComesBack(path, json -> remove(json, path));
    }
  }

  @Test
  void withMoreThanThereIsAnyObjectIsRefused() {
    for (List<Object> path : paths(form)) {
      if (at(form, path) instanceof JsonObject) {
        JsonObject json = form.copy();
        ((JsonObject) at(json, path)).put("more", 1);
        assertThat(catchThrowable(() -> KeyRing.importJson(json)))
            .as("more in %s", path)
            .isInstanceOf(ProtocolViolation.class);
      }
    }
  }

  private void isRefusedOrComesBack(List<Object> path, Consumer<JsonObject> change) {
    JsonObject json = form.copy();
    change.accept(json);
    JsonObject changed = json.copy();
    try {
      assertThat(withoutEmpty(KeyRing.importJson(json).exportJson()))
          .as("%s", path)
          .isEqualTo(withoutEmpty(changed));
    } catch (ProtocolViolation refused) {
      assertThat(refused.field()).as("%s", path).isNotEmpty();
    }
  }

  /** What is empty says as much as what is missing. */
  private static JsonObject withoutEmpty(JsonObject json) {
    for (String name : List.of("fit", "served", "names", "pins")) {
      if (json.getValue(name) instanceof JsonObject object) {
        List.copyOf(object.fieldNames()).stream()
            .filter(each -> object.getValue(each) instanceof JsonArray array && array.isEmpty())
            .forEach(object::remove);
        if (object.isEmpty()) {
          json.remove(name);
        }
      }
    }
    return json;
  }

  @Test
  void nothingIsThereTwice() {
    isRefused("keys", json -> twice(json.getJsonArray("keys")));
    isRefused("pins." + BOB, json -> twice(json.getJsonObject("pins").getJsonArray(BOB)));
    isRefused("fit." + BOB, json -> twice(json.getJsonObject("fit").getJsonArray(BOB)));
  }

  private static void twice(JsonArray items) {
    items.add(items.getJsonObject(0).copy());
  }

  @Test
  void onlyIdsNameSomething() {
    for (String name : List.of("pins", "fit", "served", "seen")) {
      isRefused(
          name,
          json -> {
            JsonObject object = json.getJsonObject(name);
            object.put("somebody", object.remove(object.fieldNames().iterator().next()));
          });
    }
  }

  @Test
  void aReasonIsNeverEmpty() {
    ProtocolViolation refused =
        isRefused(
            "pins." + BOB + "[0].how",
            json -> json.getJsonObject("pins").getJsonArray(BOB).getJsonObject(0).put("how", ""));
    assertThat(refused.kind()).isEqualTo(Kind.VALUE);
  }

  private ProtocolViolation isRefused(String field, Consumer<JsonObject> change) {
    JsonObject json = form.copy();
    change.accept(json);
    Throwable refused = catchThrowable(() -> KeyRing.importJson(json));
    assertThat(refused).isInstanceOf(ProtocolViolation.class);
    ProtocolViolation violation = (ProtocolViolation) refused;
    assertThat(violation.field()).isEqualTo(field);
    return violation;
  }

  /** The ways to all values, from the outside in. */
  private static List<List<Object>> paths(Object in) {
    List<List<Object>> paths = new ArrayList<>();
    List<?> steps =
        in instanceof JsonObject object
            ? List.copyOf(object.fieldNames())
            : in instanceof JsonArray array
                ? IntStream.range(0, array.size()).boxed().toList()
                : List.of();
    for (Object step : steps) {
      paths.add(List.of(step));
      for (List<Object> further : paths(step(in, step))) {
        List<Object> path = new ArrayList<>(List.of(step));
        path.addAll(further);
        paths.add(path);
      }
    }
    return paths;
  }

  private static Object step(Object in, Object step) {
    return in instanceof JsonObject object
        ? object.getValue((String) step)
        : ((JsonArray) in).getValue((Integer) step);
  }

  private static Object at(Object in, List<Object> path) {
    Object at = in;
    for (Object step : path) {
      at = step(at, step);
    }
    return at;
  }

  private static void put(JsonObject json, List<Object> path, Object value) {
    Object in = at(json, path.subList(0, path.size() - 1));
    Object last = path.get(path.size() - 1);
    if (in instanceof JsonObject object) {
      object.put((String) last, value);
    } else {
      ((JsonArray) in).set((Integer) last, value);
    }
  }

  private static void remove(JsonObject json, List<Object> path) {
    Object in = at(json, path.subList(0, path.size() - 1));
    Object last = path.get(path.size() - 1);
    if (in instanceof JsonObject object) {
      object.remove((String) last);
    } else {
      ((JsonArray) in).remove((int) (Integer) last);
    }
  }
}
