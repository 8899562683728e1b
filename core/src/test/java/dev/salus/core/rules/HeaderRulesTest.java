package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.CLIENT;
import static dev.salus.core.rules.RulesWorld.changed;
import static dev.salus.core.rules.RulesWorld.stored;
import static dev.salus.core.testkit.Refusal.assertInvalid;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.salus.protocol.EntityHeader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many tags and links a header may have, and how long they may be (protocol §4). */
class HeaderRulesTest {

  @Test
  void asManyTagsAndLinksAsThereMayBeAreTakenAndNoMore() {
    isTaken(header(tags(Limits.TAGS), links(Limits.LINKS)));
    isRefused("tags", header(tags(Limits.TAGS + 1), links(0)));
    isRefused("links", header(tags(0), links(Limits.LINKS + 1)));
  }

  @Test
  void eachTextOfATagIsAtMostSoLong() {
    for (String field : List.of("type", "code", "version")) {
      isTaken(header(oneTag(field, Limits.TAG_TEXT_CHARS), links(0)));
      isRefused("tags", header(oneTag(field, Limits.TAG_TEXT_CHARS + 1), links(0)));
    }
  }

  private static void isTaken(EntityHeader header) {
    assertThatCode(() -> HeaderRules.requireBounded(header)).doesNotThrowAnyException();
  }

  private static void isRefused(String field, EntityHeader header) {
    assertInvalid(field, () -> HeaderRules.requireBounded(header));
  }

  private static EntityHeader header(JsonArray tags, JsonArray links) {
    return changed(stored(), json -> json.put("tags", tags).put("links", links)).header();
  }

  /** The last of several tags has a text of this length. */
  private static JsonArray oneTag(String field, int length) {
    JsonArray tags = tags(2);
    tags.getJsonObject(1).put(field, "x".repeat(length));
    return tags;
  }

  private static JsonArray tags(int count) {
    JsonArray tags = new JsonArray();
    for (int i = 0; i < count; i++) {
      tags.add(new JsonObject().put("type", "t").put("code", "c" + i));
    }
    return tags;
  }

  private static JsonArray links(int count) {
    JsonArray links = new JsonArray();
    for (int i = 0; i < count; i++) {
      links.add(CLIENT.bytes(16));
    }
    return links;
  }
}
