package dev.salus.storage.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  /** Remembers how it ended. */
  private record TestItem(String id, int bytes, List<String> ends) implements GroupCommit.Item {
    @Override
    public void fail(Throwable reason) {
      ends.add(id + " " + reason.getMessage());
    }
  }

  private final List<List<String>> batches = new ArrayList<>();
  private final List<Promise<Void>> underWay = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  private GroupCommit<TestItem> commit(int items, int bytes, int atOnce) {
    return new GroupCommit<>(items, bytes, atOnce, GroupCommit.Pause.NONE, this::send);
  }

  private Future<Void> send(List<TestItem> batch) {
    batches.add(batch.stream().map(TestItem::id).toList());
    underWay.add(Promise.promise());
    return underWay.get(underWay.size() - 1).future();
  }

  private List<TestItem> items(String... ids) {
    return List.of(ids).stream().map(id -> new TestItem(id, 10, failed)).toList();
  }

  private void end(int request) {
    underWay.get(request).complete();
  }

  @Test
  void whatArrivesMeanwhile_goesTogether() {
    GroupCommit<TestItem> commit = commit(100, 1_000, 1);

    commit.add(items("a"));
    commit.add(items("b"));
    commit.add(items("c", "d"));
    assertThat(batches).containsExactly(List.of("a"));
    end(0);

    assertThat(batches).containsExactly(List.of("a"), List.of("b", "c", "d"));
    end(1);
    assertThat(batches).hasSize(2);
  }

  @Test
  void oneId_isNeverTwiceInABatchAndKeepsItsOrder() {
    GroupCommit<TestItem> commit = commit(100, 1_000, 1);

    commit.add(items("a", "b", "a", "c", "a"));
    end(0);
    end(1);

    assertThat(batches).containsExactly(List.of("a", "b", "c"), List.of("a"), List.of("a"));
  }

  @Test
  void batches_areBoundedInNumberAndBytes() {
    GroupCommit<TestItem> byNumber = commit(2, 1_000, 1);
    byNumber.add(items("a", "b", "c"));
    end(0);
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));

    batches.clear();
    underWay.clear();
    GroupCommit<TestItem> byBytes = commit(100, 25, 1);
    byBytes.add(items("a", "b", "c"));
    end(0);
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void anItemLargerThanABatch_goesAlone() {
    GroupCommit<TestItem> commit = commit(100, 25, 1);

    commit.add(
        List.of(
            new TestItem("a", 10, failed),
            new TestItem("huge", 1_000, failed),
            new TestItem("b", 10, failed)));
    end(0);
    end(1);

    assertThat(batches).containsExactly(List.of("a"), List.of("huge"), List.of("b"));
  }

  @Test
  void asManyRequestsAsAllowed_areUnderWay() {
    GroupCommit<TestItem> commit = commit(1, 1_000, 3);

    commit.add(items("a", "b", "c", "d"));
    assertThat(batches).hasSize(3);
    end(1);

    assertThat(batches).hasSize(4);
  }

  @Test
  void whoeverWasAnswered_canBeInTheNextOne() {
    List<Runnable> pauses = new ArrayList<>();
    GroupCommit<TestItem> commit =
        new GroupCommit<>(100, 1_000, 1, (elapsed, next) -> pauses.add(next), this::send);
    commit.add(items("a", "b"));
    commit.add(items("c"));

    end(0);
    commit.add(items("a again"));
    assertThat(batches).hasSize(1);
    commit.add(items("b again"));
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c", "a again", "b again"));

    pauses.get(0).run();
    commit.add(items("d"));
    assertThat(batches).hasSize(2);
  }

  @Test
  void aWholeGroupThatWasAnswered_comesBackAsOne() {
    GroupCommit<TestItem> commit =
        new GroupCommit<>(100, 1_000, 1, (elapsed, next) -> {}, this::send);
    commit.add(items("a", "b", "c"));
    end(0);

    commit.add(items("a"));
    commit.add(items("b"));
    commit.add(items("c"));

    assertThat(batches).containsExactly(List.of("a", "b", "c"), List.of("a", "b", "c"));
  }

  @Test
  void aPause_endsWithoutThemToo() {
    List<Runnable> pauses = new ArrayList<>();
    GroupCommit<TestItem> commit =
        new GroupCommit<>(100, 1_000, 1, (elapsed, next) -> pauses.add(next), this::send);
    commit.add(items("a", "b"));
    commit.add(items("c"));
    end(0);

    pauses.get(0).run();

    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
  }

  @Test
  void aLoneWriter_neverPauses() {
    List<Runnable> paused = new ArrayList<>();
    GroupCommit<TestItem> commit =
        new GroupCommit<>(100, 1_000, 1, (elapsed, next) -> paused.add(next), this::send);

    commit.add(items("a"));
    end(0);
    commit.add(items("b"));
    end(1);

    assertThat(batches).containsExactly(List.of("a"), List.of("b"));
    assertThat(paused).isEmpty();
  }

  @Test
  void aFailedRequest_failsWhatWaits() {
    GroupCommit<TestItem> commit = commit(1, 1_000, 1);
    commit.add(items("a", "b", "c"));

    underWay.get(0).fail("down");

    assertThat(failed).containsExactly("b down", "c down");
    assertThat(batches).hasSize(1);
    commit.add(items("d"));
    assertThat(batches).containsExactly(List.of("a"), List.of("d"));
  }
}
