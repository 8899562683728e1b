package dev.salus.storage.couchdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

class PendingCallsTest {

  private final PendingCalls calls = new PendingCalls();
  private final Throwable closed = new IllegalStateException("closed");

  @Test
  void aCallIsAnsweredWithItsResult() {
    Promise<String> call = Promise.promise();
    Promise<String> failing = Promise.promise();
    Future<String> answer = calls.answered(call.future());
    Future<String> failure = calls.answered(failing.future());
    Throwable reason = new IllegalArgumentException("why");
    call.complete("done");
    failing.fail(reason);
    calls.failAll(closed);

    assertThat(answer.result()).isEqualTo("done");
    assertThat(failure.cause()).isSameAs(reason);
  }

  @Test
  void aCallThatNeverEndsIsAnsweredWhenAllAre() {
    Promise<String> call = Promise.promise();
    Future<String> answer = calls.answered(call.future());
    assertThat(answer.isComplete()).isFalse();

    calls.failAll(closed);
    call.complete("too late");

    assertThat(answer.cause()).isSameAs(closed);
  }

  @Test
  void whoCallsAgainWhenItIsAnsweredFindsNoCallOfBefore() {
    Promise<String> never = Promise.promise();
    Future<String> second =
        calls
            .answered(never.future())
            .recover(failed -> calls.answered(Future.succeededFuture("again")));

    calls.failAll(closed);

    assertThat(second.result()).isEqualTo("again");
  }
}
