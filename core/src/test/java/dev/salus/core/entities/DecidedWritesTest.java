package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.EntityService;
import dev.salus.api.NotFound;
import dev.salus.api.Problems;
import dev.salus.api.SalusException;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever entities can be asked to store is decided by the rules first: on a grant, here, of a
 * stranger to itself, rightly signed, in a write by the author that is in order but for it.
 */
class DecidedWritesTest {

  private static final String SAMPLE = "DataSample";
  private static final Set<String> READS =
      Set.of("get", "getText", "getMany", "list", "changesSince");
  private static final Set<String> REMOVALS = Set.of("delete", "removeDelegation");

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final EntityService entities = salus.entities();
  private final TestOwner author = records.join();
  private final TestOwner delegate = records.join();
  private final TestOwner stranger = records.join();
  private final Entity stored = records.create(author, EntityType.DATA_SAMPLE);
  private final Entity created = records.client().create(author, EntityType.DATA_SAMPLE);

  /** The methods that store what they are sent. */
  private enum Write {
    CREATE("create"),
    MODIFY("modify"),
    BULK("bulk"),
    GIVE_ACCESS("giveAccess"),
    REKEY("rekey");

    private final String method;

    Write(String method) {
      this.method = method;
    }
  }

  @AfterEach
  void close() {
    salus.close();
  }

  @Test
  void t08_whateverStoresIsKnownHere() {
    Set<String> writes =
        Arrays.stream(Write.values()).map(write -> write.method).collect(Collectors.toSet());
    Method[] methods = EntityService.class.getMethods();

    assertThat(Arrays.stream(methods).map(Method::getName).collect(Collectors.toSet()))
        .isEqualTo(
            Stream.of(READS, writes, REMOVALS).flatMap(Set::stream).collect(Collectors.toSet()));
    assertThat(Arrays.stream(methods).filter(method -> REMOVALS.contains(method.getName())))
        .as("a removal has nothing to store")
        .hasSize(REMOVALS.size())
        .noneMatch(method -> List.of(method.getParameterTypes()).contains(JsonObject.class));
  }

  @ParameterizedTest
  @EnumSource
  void t08_nothingOnTheBusStoresAnEntityPastTheRules(Write write) {
    failure(SalusException.class, asked(write, true));

    assertThat(records.get(author, stored)).isEqualTo(stored);
    failure(NotFound.class, entities.get(author.caller(), SAMPLE, created.header().id()));

    await(asked(write, false));
  }

  private Future<JsonObject> asked(Write write, boolean planted) {
    String id = stored.header().id();
    return switch (write) {
      case CREATE -> entities.create(author.caller(), SAMPLE, sent(created, planted));
      case MODIFY -> entities.modify(author.caller(), SAMPLE, id, sent(changed(), planted));
      case BULK -> {
        JsonArray both = new JsonArray().add(sent(changed(), planted)).add(sent(created, planted));
        yield entities
            .bulk(author.caller(), SAMPLE, new JsonObject().put("entities", both))
            .map(DecidedWritesTest::allStored);
      }
      case GIVE_ACCESS -> {
        records.exchange(author, delegate);
        Grant own = records.client().grant(stored, author, List.of(), delegate, Permission.WRITE);
        Grant grant = planted ? planted(stored) : own;
        yield entities.giveAccess(author.caller(), SAMPLE, id, SharedRecords.body(stored, grant));
      }
      case REKEY -> {
        Entity locked =
            records.client().rekey(stored, author, author.exchangeTo(author), List.of());
        JsonObject body =
            new JsonObject().put("rev", stored.rev()).put("entity", sent(locked, planted));
        yield entities.rekey(author.caller(), SAMPLE, id, body);
      }
    };
  }

  private Entity changed() {
    return records.client().modify(stored, author, author.exchangeTo(author));
  }

  private JsonObject sent(Entity entity, boolean planted) {
    List<Grant> all = Stream.concat(entity.grants().stream(), Stream.of(planted(entity))).toList();
    return (planted ? entity.withGrants(all) : entity).toJson();
  }

  /** Of a stranger to itself. */
  private Grant planted(Entity entity) {
    return records.client().grant(entity, stranger, List.of(), stranger, Permission.WRITE);
  }

  private static JsonObject allStored(JsonObject answer) {
    JsonArray results = answer.getJsonArray("results");
    List<JsonObject> refused =
        results.stream()
            .map(JsonObject.class::cast)
            .filter(result -> result.containsKey("error"))
            .toList();
    if (refused.size() == results.size()) {
      throw Problems.fromJson(refused.get(0).getJsonObject("error"));
    }
    assertThat(refused).isEmpty();
    return answer;
  }
}
