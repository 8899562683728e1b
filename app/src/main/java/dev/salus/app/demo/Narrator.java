package dev.salus.app.demo;

import io.vertx.core.Future;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells the story step by step and keeps count of what was as it should be. */
final class Narrator {

  private static final long STEP_SECONDS = 30;

  private final PrintWriter out;
  private int asItShouldBe;
  private int otherwise;

  Narrator(PrintWriter out) {
    this.out = out;
  }

  /** Begins a part of the story. */
  void chapter(String title) {
    out.println();
    out.println(title);
  }

  /** Says something that is not checked. */
  void say(String text) {
    out.println("      " + text);
  }

  /** What somebody does; its result is needed for what follows. */
  <T> T does(String what, Future<T> doing) {
    T result = await(doing);
    report(true, what);
    return result;
  }

  /** That something is so. */
  void expect(String what, @Nullable Object expected, @Nullable Object actual) {
    report(Objects.equals(expected, actual), what);
  }

  /** That something is refused with an error of this type. */
  void refused(String what, Class<? extends RuntimeException> error, Future<?> attempt) {
    boolean refused = false;
    try {
      await(attempt);
    } catch (RuntimeException e) {
      refused = error.isInstance(e);
    }
    report(refused, what);
  }

  /** The last line; true if everything was as it should be. */
  boolean summary() {
    out.println();
    if (otherwise == 0) {
      out.println("Demo complete: all " + asItShouldBe + " steps are as they should be.");
    } else {
      out.println("Demo failed: " + otherwise + " steps are not as they should be.");
    }
    return otherwise == 0;
  }

  private void report(boolean good, String what) {
    if (good) {
      asItShouldBe++;
    } else {
      otherwise++;
    }
    out.println((good ? "  ok  " : "  NOT ") + what);
  }

  /** The result of something that is not a step of its own. */
  <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(STEP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("a step of the demo did not end", e);
    }
  }
}
