package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.AUTHOR;
import static dev.salus.core.rules.RulesWorld.CLIENT;
import static dev.salus.core.rules.RulesWorld.changed;
import static dev.salus.core.rules.RulesWorld.stored;
import static dev.salus.core.testkit.Refusal.assertInvalid;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much an entity may carry, to the last that is taken and the first that is refused. */
class SizeRulesTest {

  /** Of an entity with 4 readers: {@code 4 * (1 + tags + links) <= 128 + 4 * 8}. */
  private static final int MOST_TOKENS_OF_FOUR = 39;

  private final Entity stored = stored();

  @Test
  void t23_anEntityHasAtMostSoManyGrants() {
    Entity most = withGrants(Limits.GRANTS);

    isTaken(most);
    isRefused("grants", withGrants(Limits.GRANTS + 1));
  }

  private Entity withGrants(int count) {
    Grant empty = stored.grants().get(0).withDelegations(Map.of(), List.of());
    return stored.withGrants(
        IntStream.range(0, count).mapToObj(i -> i == 0 ? stored.grants().get(0) : empty).toList());
  }

  @Test
  void t23_anEntityHasAtMostSoManyDelegationsInAllGrantsTogether() {
    Entity most = readers(Limits.DELEGATIONS / 2, Limits.DELEGATIONS / 2);

    isTaken(most);
    isRefused("grants", readers(Limits.DELEGATIONS / 2, Limits.DELEGATIONS / 2 + 1));
  }

  @Test
  void t23_indexEntriesAreTakenUpToTheirNumberForTheReadersThereAre() {
    isTaken(tagged(readers(4), 7, 32));
    isRefused("tags", tagged(readers(4), 8, 32));
    isRefused("links", tagged(readers(5), 0, 33));
  }

  @Test
  void t23_whoCannotSeeTheEntityMakesNoIndexEntry() {
    Delegation hidden =
        new Delegation(UUID.randomUUID().toString(), Permission.READ, null, null, null);
    Map<String, Delegation> delegations = delegations(4);
    delegations.put(UUID.randomUUID().toString(), hidden);

    isTaken(tagged(granting(List.of(delegations)), 7, 32));
  }

  @Test
  void t23_whatIsStoredWithMoreMayBeWrittenIfItDoesNotGrow() {
    Entity most = tagged(readers(4), MOST_TOKENS_OF_FOUR, 0);
    Entity over = tagged(readers(4), MOST_TOKENS_OF_FOUR + 1, 0);
    Entity further = tagged(readers(4), MOST_TOKENS_OF_FOUR + 2, 0);

    assertThatCode(() -> SizeRules.requireBounded(stored, most, "tags")).doesNotThrowAnyException();
    assertInvalid("tags", () -> SizeRules.requireBounded(most, over, "tags"));
    assertThatCode(() -> SizeRules.requireBounded(over, over, "tags")).doesNotThrowAnyException();
    assertThatCode(() -> SizeRules.requireBounded(further, over, "tags"))
        .doesNotThrowAnyException();
    assertInvalid("grant", () -> SizeRules.requireBounded(over, further, "grant"));
    assertInvalid(
        "grant",
        () -> SizeRules.requireBounded(withGrants(1), withGrants(Limits.GRANTS + 1), "grant"));
  }

  private static void isTaken(Entity entity) {
    assertThatCode(() -> SizeRules.requireBounded(entity)).doesNotThrowAnyException();
  }

  private static void isRefused(String field, Entity entity) {
    assertInvalid(field, () -> SizeRules.requireBounded(entity));
  }

  /** An entity that so many others can see by each of its grants. */
  private Entity readers(int... counts) {
    return granting(IntStream.of(counts).mapToObj(SizeRulesTest::delegations).toList());
  }

  private Entity granting(List<Map<String, Delegation>> each) {
    return stored.withGrants(
        each.stream()
            .map(delegations -> CLIENT.grant(stored, AUTHOR, List.of(), delegations))
            .toList());
  }

  private static Map<String, Delegation> delegations(int count) {
    Map<String, Delegation> delegations = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      delegations.put(
          UUID.randomUUID().toString(),
          new Delegation(UUID.randomUUID().toString(), Permission.READ, CLIENT.box(), null, null));
    }
    return delegations;
  }

  private static Entity tagged(Entity entity, int tags, int links) {
    JsonArray tagged = new JsonArray();
    for (int i = 0; i < tags; i++) {
      tagged.add(new JsonObject().put("type", "t").put("code", "c" + i));
    }
    JsonArray linked = new JsonArray();
    for (int i = 0; i < links; i++) {
      linked.add(CLIENT.bytes(16));
    }
    return changed(entity, json -> json.put("tags", tagged).put("links", linked));
  }
}
