package dev.salus.sdk.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

final class SignedWritesTest {

  private final SignedWrites writes = new SignedWrites();

  @Test
  void settledWaitsForWhatWasUnderWayAndForNothingThatComesLater() {
    Promise<String> first = Promise.promise();
    Promise<String> failing = Promise.promise();
    Future<String> one = writes.during(first::future);
    Future<String> two = writes.during(failing::future);

    Future<Void> settled = writes.settled();
    Future<String> later = writes.during(() -> Promise.<String>promise().future());
    first.complete("done");
    assertThat(settled.isComplete()).isFalse();
    failing.fail("refused");

    assertThat(settled.isComplete()).isTrue();
    assertThat(one.result()).isEqualTo("done");
    assertThat(two.failed()).isTrue();
    assertThat(later.isComplete()).isFalse();
  }

  @Test
  void aWriteThatThrowsFailsAndIsOver() {
    Future<String> thrown =
        writes.during(
            () -> {
              throw new IllegalStateException("nothing was sent");
            });

    assertThat(thrown.cause()).isInstanceOf(IllegalStateException.class);
    assertThat(writes.settled().succeeded()).isTrue();
  }
}
