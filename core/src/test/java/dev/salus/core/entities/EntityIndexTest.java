package dev.salus.core.entities;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Problems;
import dev.salus.api.TooLarge;
import dev.salus.core.testkit.RunningSalus;
import dev.salus.core.testkit.SharedRecords;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tags and links cost, and that both together still find what has both. */
class EntityIndexTest {

  private static final String SAMPLE = "DataSample";
  private static final int MOST_TAGS = 32;
  private static final int MOST_LINKS = 32;

  private final RunningSalus salus = RunningSalus.start();
  private final SharedRecords records = new SharedRecords(salus);
  private final TestOwner author = records.join();
  private final String link = records.client().bytes(16);

  @AfterEach
  void close() {
    salus.close();
  }

  private JsonObject unsigned(JsonArray links, JsonArray tags) {
    salus.clock().advance(Duration.ofMillis(1));
    return records
        .client()
        .unsigned(author, EntityType.DATA_SAMPLE)
        .put("links", links)
        .put("tags", tags);
  }

  private Entity entity(JsonArray links, JsonArray tags) {
    return records.client().signed(author, unsigned(links, tags), Map.of());
  }

  private Entity fullOfTagsAndLinks() {
    JsonArray links = new JsonArray();
    for (int i = 0; i < MOST_LINKS; i++) {
      links.add(records.client().bytes(16));
    }
    JsonArray tags = new JsonArray();
    for (int i = 0; i < MOST_TAGS; i++) {
      tags.add(tag("code" + i));
    }
    return entity(links, tags);
  }

  private static JsonObject tag(String code) {
    return new JsonObject().put("type", "LOINC").put("code", code);
  }

  private JsonObject list(JsonObject query) {
    return await(salus.entities().list(author.caller(), SAMPLE, query));
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  /** All pages, one after the other. */
  private List<String> all(JsonObject query) {
    List<String> found = new ArrayList<>();
    JsonObject page = list(query);
    found.addAll(ids(page));
    while (page.containsKey("next")) {
      page = list(query.copy().put("cursor", page.getString("next")));
      found.addAll(ids(page));
    }
    return found;
  }

  @Test
  void t23_tagsAndLinksMakeNoProduct() {
    Entity stored = records.store(author, fullOfTagsAndLinks());

    JsonArray tokens =
        await(salus.store().get(EntityDocument.COLLECTION, stored.header().id()))
            .orElseThrow()
            .body()
            .getJsonObject("index")
            .getJsonArray("tokens");
    assertThat(tokens)
        .as("for the author and for administrators: by type, by each link, by each tag")
        .hasSize(2 * (1 + MOST_LINKS + MOST_TAGS));
  }

  @Test
  void t23_aRequestMakesOnlySoManyIndexEntriesAndTheRestIsForAnother() {
    int each = 2 * (1 + MOST_LINKS + MOST_TAGS) + 1;
    int fitting = IndexBudget.MOST / each;
    JsonArray entities = new JsonArray();
    for (int i = 0; i < fitting + 2; i++) {
      entities.add(fullOfTagsAndLinks().toJson());
    }
    entities.add(records.client().create(author, EntityType.DATA_SAMPLE).toJson());

    JsonArray results = bulk(entities);

    for (int i = 0; i < fitting; i++) {
      assertThat(results.getJsonObject(i).getString("rev")).isNotNull();
    }
    for (int i = fitting; i < fitting + 2; i++) {
      assertThat(Problems.fromJson(results.getJsonObject(i).getJsonObject("error")))
          .isInstanceOf(TooLarge.class)
          .hasMessageContaining("entities")
          .hasMessageContaining(String.valueOf(IndexBudget.MOST));
    }
    assertThat(results.getJsonObject(fitting + 2).getString("rev"))
        .as("a small one still fits")
        .isNotNull();
    assertThat(
            bulk(JsonArray.of(entities.getJsonObject(fitting))).getJsonObject(0).getString("rev"))
        .as("in another request")
        .isNotNull();
  }

  private JsonArray bulk(JsonArray entities) {
    return await(
            salus
                .entities()
                .bulk(author.caller(), SAMPLE, new JsonObject().put("entities", entities)))
        .getJsonArray("results");
  }

  @Test
  void linkAndTagTogetherArePagedInOrderWithoutGapOrRepetition() {
    List<String> wanted = new ArrayList<>();
    JsonArray entities = new JsonArray();
    for (int i = 0; i < 350; i++) {
      boolean hasTag = i % 50 == 7 || i > 340;
      Entity made = entity(JsonArray.of(link), hasTag ? JsonArray.of(tag("1")) : new JsonArray());
      entities.add(made.toJson());
      if (hasTag) {
        wanted.add(0, made.header().id());
      }
    }
    entities.add(entity(new JsonArray(), JsonArray.of(tag("1"))).toJson());
    bulk(entities);
    JsonObject query = new JsonObject().put("link", link).put("tag", "LOINC|1");

    assertThat(all(query)).isEqualTo(wanted);
    for (int limit : new int[] {1, 3, 5, 100, 1_000}) {
      JsonObject paged = query.copy().put("limit", limit);
      assertThat(ids(list(paged))).isEqualTo(wanted.subList(0, Math.min(limit, wanted.size())));
      assertThat(all(paged)).isEqualTo(wanted);
    }
    assertThat(all(query.copy().put("tag", "LOINC|2"))).isEmpty();
  }

  @Test
  void t23_aPageLooksAtOnlySoManyEntriesAndSaysWhereToGoOn() {
    Entity oldest = records.store(author, entity(JsonArray.of(link), JsonArray.of(tag("1"))));
    int left = EntityList.MOST_LOOKED_AT + 1;
    while (left > 0) {
      List<JsonObject> others = new ArrayList<>();
      for (; left > 0 && others.size() < ProposedWrite.MAX_BULK; left--) {
        others.add(entity(JsonArray.of(link), new JsonArray()).toJson());
      }
      await(DirectWrites.create(salus.store(), others));
    }
    JsonObject query = new JsonObject().put("link", link).put("tag", "LOINC|1");

    JsonObject first = list(query);

    assertThat(ids(first)).isEmpty();
    assertThat(first.getString("next")).isNotNull();
    assertThat(all(query)).containsExactly(oldest.header().id());
  }
}
