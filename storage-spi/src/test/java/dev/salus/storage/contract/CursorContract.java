package dev.salus.storage.contract;

import static dev.salus.storage.contract.Samples.BY_KEY;
import static dev.salus.storage.contract.Samples.BY_OWNER;
import static dev.salus.storage.contract.Samples.INDEXED;
import static dev.salus.storage.contract.Samples.INDEXED_SPEC;
import static dev.salus.storage.contract.Samples.body;
import static dev.salus.storage.contract.Samples.ids;
import static dev.salus.storage.contract.Samples.putNew;
import static dev.salus.storage.contract.StoreFixture.await;
import static dev.salus.storage.contract.StoreFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.DocumentStore;
import dev.salus.storage.Page;
import dev.salus.storage.Query;
import dev.salus.storage.StoreException.InvalidCursor;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A cursor comes from outside: it is refused, or it shows nothing that its query would not. */
public interface CursorContract extends StoreContract {

  /** Documents of the owners a, b and c with the keys 0 to 3. */
  private static DocumentStore threeOwners(StoreFixture stores) {
    DocumentStore store = stores.open(INDEXED_SPEC);
    for (String owner : List.of("a", "b", "c")) {
      for (int k = 0; k < 4; k++) {
        putNew(store, INDEXED, owner + k, body("owner", owner).put("k", k));
      }
    }
    return store;
  }

  @Test
  default void garbage_isRefused(StoreFixture stores) {
    DocumentStore store = threeOwners(stores);
    List<String> garbage =
        List.of(
            "",
            "0",
            "garbage",
            "💉",
            "\u0000",
            "../../_all_docs",
            "null",
            "x".repeat(100_000),
            base64(""),
            base64("[]"),
            base64("{}"),
            base64("null"),
            base64("\"x\""),
            base64("[[[[[[[["),
            base64("[1,2,3,4,5,6,7,8,9]"),
            base64("[true,{},[],null]"));

    for (String cursor : garbage) {
      assertThat(failureOf(() -> store.query(INDEXED, Query.of(BY_OWNER, 2, "b").after(cursor))))
          .as(cursor.substring(0, Math.min(40, cursor.length())))
          .isInstanceOf(InvalidCursor.class);
    }
  }

  @Test
  default void aChangedCursor_staysInsideTheQuery(StoreFixture stores) {
    DocumentStore store = threeOwners(stores);
    Query bobs = Query.of(BY_OWNER, 2, "b");
    String cursor = Samples.query(store, bobs).next();
    assertThat(cursor).isNotNull();

    for (int at = 0; at < cursor.length(); at++) {
      for (char other : new char[] {'A', 'a', 'z', '0', '_'}) {
        String changed = cursor.substring(0, at) + other + cursor.substring(at + 1);
        assertInside(store, bobs.after(changed), "b");
      }
      assertInside(store, bobs.after(cursor.substring(0, at)), "b");
    }
    assertInside(store, bobs.after(cursor + cursor), "b");
  }

  @Test
  default void aCursorOfAnotherQuery_staysInsideTheQuery(StoreFixture stores) {
    DocumentStore store = threeOwners(stores);
    List<Query> strangers =
        List.of(
            Query.of(BY_OWNER, 2, "a"),
            Query.of(BY_OWNER, 2, "c"),
            Query.of(BY_OWNER, 2, "a").newestFirst(),
            Query.of(BY_OWNER, 2, "c").newestFirst(),
            Query.of(BY_OWNER, 6),
            Query.of(BY_OWNER, 6).newestFirst(),
            Query.of(BY_KEY, 2),
            Query.of(BY_KEY, 2, 1));

    for (Query stranger : strangers) {
      String cursor = Samples.query(store, stranger).next();
      assertThat(cursor).isNotNull();
      assertInside(store, Query.of(BY_OWNER, 10, "b").after(cursor), "b");
      assertInside(store, Query.of(BY_OWNER, 10, "b").newestFirst().after(cursor), "b");
      assertInside(store, Query.of(BY_OWNER, 10, "b").between(1, 2).after(cursor), "b1", "b2");
    }
  }

  @Test
  default void aCursorOutsideOfANarrowerRange_showsNothingElse(StoreFixture stores) {
    DocumentStore store = threeOwners(stores);
    String cursor = Samples.query(store, Query.of(BY_OWNER, 1, "b")).next();

    assertInside(store, Query.of(BY_OWNER, 10, "b").between(2, 3).after(cursor), "b2", "b3");
    assertInside(store, Query.of(BY_OWNER, 10, "b", 3).after(cursor), "b3");
  }

  /** Fails with InvalidCursor, or all that it shows begins with one of these. */
  private static void assertInside(DocumentStore store, Query query, String... allowed) {
    Optional<Page> page =
        await(
            store
                .query(INDEXED, query)
                .map(Optional::of)
                .recover(
                    failure ->
                        failure instanceof InvalidCursor
                            ? Future.succeededFuture(Optional.empty())
                            : Future.failedFuture(failure)));
    assertThat(page.map(Samples::ids).orElse(List.of()))
        .allMatch(id -> Stream.of(allowed).anyMatch(id::startsWith));
    assertThat(ids(page.orElse(new Page(List.of(), null)))).doesNotHaveDuplicates();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
