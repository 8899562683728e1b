package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.MAX_INTEGER;
import static dev.salus.storage.contract.Samples.PLAIN;
import static dev.salus.storage.contract.Samples.PLAIN_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.get;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.Document;
import dev.salus.storage.DocumentStore;
import dev.salus.storage.PutResult;
import dev.salus.storage.Query;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies are JSON, kept as they are, and copied at the border. */
public interface BodyContract extends StoreContract {

  @Test
  default void body_keepsEveryKindOfValue(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    JsonObject body =
        new JsonObject()
            .put("string", "a \"quoted\" \\ line\nwith \u0000, \u007f, é, e\u0301, 💉 and \uFFFD")
            .put("integers", new JsonArray().add(0).add(-1).add(MAX_INTEGER).add(-MAX_INTEGER))
            .put("fractions", new JsonArray().add(0.1).add(-2.5e-7).add(1.25e200))
            .put("booleans", new JsonArray().add(true).add(false))
            .putNull("null")
            .put("empty", new JsonArray().add(new JsonObject()).add(new JsonArray()).add(""))
            .put("nested", body("a", new JsonArray().add(body("b", new JsonArray().addNull()))));

    Document created = putNew(store, PLAIN, "a", body);

    assertThat(created.body()).isEqualTo(body);
    assertThat(get(store, PLAIN, "a").body()).isEqualTo(body);
  }

  @Test
  default void body_mayBeEmptyOrLarge(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    JsonObject large = body("text", "0123456789abcdef".repeat(16_384));

    putNew(store, PLAIN, "empty", new JsonObject());
    putNew(store, PLAIN, "large", large);

    assertThat(get(store, PLAIN, "empty").body()).isEqualTo(new JsonObject());
    assertThat(get(store, PLAIN, "large").body()).isEqualTo(large);
  }

  @Test
  default void body_fieldNamesMeanNothing(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    JsonObject body =
        new JsonObject()
            .put("_id", "other")
            .put("_rev", "9-9")
            .put("_deleted", true)
            .put("_attachments", new JsonObject())
            .put("_anything", 1)
            .put("id", 1)
            .put("rev", new JsonArray())
            .put("", "no name")
            .put("a.b", "a dot")
            .put("$where", "1")
            .put("constructor", "a name that objects have")
            .put("é\u0000\"'💉", "hostile");

    Document created = putNew(store, PLAIN, "a", body);
    Document replaced = await(store.put(PLAIN, created));

    assertThat(get(store, PLAIN, "a")).isEqualTo(replaced);
    assertThat(replaced.body()).isEqualTo(body);
    assertThat(await(store.get(PLAIN, "other"))).isEmpty();
  }

  @Test
  default void body_comesBackAsJson(StoreFixture stores) {
    DocumentStore store = stores.open(PLAIN_SPEC);
    JsonObject body =
        new JsonObject().put("bytes", new byte[] {1, 2, 3}).put("instant", Instant.EPOCH);
    JsonObject json = new JsonObject(body.encode());

    assertThat(putNew(store, PLAIN, "a", body).body().getMap()).isEqualTo(json.getMap());
    assertThat(get(store, PLAIN, "a").body().getMap()).isEqualTo(json.getMap());
  }

  @Test
  default void body_isCopiedOnTheWayIn(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    JsonObject one = changeable();
    JsonObject many = changeable();

    Document put = putNew(store, INDEXED, "one", one);
    PutResult.Stored putMany =
        (PutResult.Stored)
            await(store.putMany(INDEXED, List.of(Document.create("many", many)))).get(0);
    change(one);
    change(many);

    assertThat(put.body()).isEqualTo(changeable());
    assertThat(putMany.document().body()).isEqualTo(changeable());
    assertUnchanged(store);
  }

  @Test
  default void body_isCopiedOnTheWayOut(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);

    change(putNew(store, INDEXED, "one", changeable()).body());
    change(
        Samples.putAll(store, INDEXED, List.of(Document.create("many", changeable())))
            .get(0)
            .body());
    change(get(store, INDEXED, "one").body());
    Samples.getMany(store, INDEXED, List.of("many", "one", "one"))
        .forEach(document -> change(document.orElseThrow().body()));
    Samples.query(store, Query.of(Samples.BY_KEY, 10))
        .items()
        .forEach(document -> change(document.body()));

    assertUnchanged(store);
  }

  private static void assertUnchanged(DocumentStore store) {
    assertThat(get(store, INDEXED, "one").body()).isEqualTo(changeable());
    assertThat(get(store, INDEXED, "many").body()).isEqualTo(changeable());
    assertThat(Samples.query(store, Query.of(Samples.BY_KEY, 10, 1)).items())
        .extracting(Document::body)
        .containsExactly(changeable(), changeable());
  }

  private static JsonObject changeable() {
    return body("k", 1).put("inner", body("list", new JsonArray().add(body("x", 1))));
  }

  private static void change(JsonObject body) {
    body.put("k", 2);
    body.getJsonObject("inner").getJsonArray("list").getJsonObject(0).put("x", 2);
    body.getJsonObject("inner").getJsonArray("list").add("more");
  }
}
