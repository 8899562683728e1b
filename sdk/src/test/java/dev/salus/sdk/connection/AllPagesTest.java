package dev.salus.sdk.connection;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.InternalFault;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists whose pages are cut by bytes, so that any may be short (threat T22). */
final class AllPagesTest {

  private final List<JsonObject> asked = new ArrayList<>();

  @Test
  void t22_aShortPageIsNotTheLastAndNoNextIs() {
    List<JsonObject> all = await(AllPages.of(this::threePages, new JsonObject().put("owner", "x")));

    assertThat(all).extracting(item -> item.getInteger("n")).containsExactly(1, 2, 3);
    assertThat(asked)
        .extracting(query -> query.getString("cursor"))
        .containsExactly(null, "1", "2");
    assertThat(asked).allMatch(query -> query.getString("owner").equals("x"));
  }

  @Test
  void aListThatIsNoneIsATypedError() {
    failure(
        InternalFault.class,
        AllPages.of(
            query -> Future.succeededFuture(new JsonObject().put("items", "none")),
            new JsonObject()));
  }

  private Future<JsonObject> threePages(JsonObject query) {
    asked.add(query);
    int page = asked.size();
    JsonObject answer =
        new JsonObject().put("items", JsonArray.of(new JsonObject().put("n", page)));
    return Future.succeededFuture(page == 3 ? answer : answer.put("next", Integer.toString(page)));
  }
}
