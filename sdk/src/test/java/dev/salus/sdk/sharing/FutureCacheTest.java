package dev.salus.sdk.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class FutureCacheTest {

  private final FutureCache<String, Integer> cache = new FutureCache<>(10);
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void callsAtOnceAreOneCall() {
    Promise<Integer> slow = Promise.promise();
    Future<Integer> first = cache.get("a", counted(slow::future));
    Future<Integer> second = cache.get("a", counted(slow::future));
    slow.complete(1);

    assertThat(List.of(first.result(), second.result())).containsExactly(1, 1);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aFailureIsNotRemembered() {
    Promise<Integer> slow = Promise.promise();
    Future<Integer> failed = cache.get("a", slow::future);
    slow.fail("not now");

    assertThat(failed.failed()).isTrue();
    assertThat(cache.get("a", () -> Future.succeededFuture(2)).result()).isEqualTo(2);
  }

  @Test
  void aCallThatThrowsFails() {
    Future<Integer> failed =
        cache.get(
            "a",
            () -> {
              throw new IllegalStateException("closed");
            });

    assertThat(failed.cause()).isInstanceOf(IllegalStateException.class);
    assertThat(cache.get("a", () -> Future.succeededFuture(2)).result()).isEqualTo(2);
  }

  @Test
  void whatManyFindTooOldIsRenewedOnce() {
    Future<Integer> old = cache.get("a", () -> Future.succeededFuture(1));
    List<Future<Integer>> renewed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      renewed.add(cache.renew("a", old, counted(() -> Future.succeededFuture(2))));
    }

    assertThat(renewed).extracting(Future::result).containsOnly(2);
    assertThat(calls).hasValue(1);
  }

  @Test
  void drainingHandsOutWhatIsThereAndWhatIsUnderWay() {
    Promise<Integer> slow = Promise.promise();
    cache.get("a", () -> Future.succeededFuture(1));
    cache.get("b", slow::future);
    List<Integer> drained = new ArrayList<>();

    cache.drain(drained::add);
    slow.complete(2);

    assertThat(drained).containsExactly(1, 2);
    assertThat(cache.get("a", () -> Future.succeededFuture(3)).result()).isEqualTo(3);
    assertThat(cache.get("b", () -> Future.succeededFuture(4)).result()).isEqualTo(4);
  }

  private Supplier<Future<Integer>> counted(Supplier<Future<Integer>> call) {
    return () -> {
      calls.incrementAndGet();
      return call.get();
    };
  }
}
