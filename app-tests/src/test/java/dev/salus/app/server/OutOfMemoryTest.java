package dev.salus.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is out of memory ends, wherever it was that memory was missing. */
class OutOfMemoryTest {

  private static final int PIECE_BYTES = 16 * 1024;

  /** Where it happens. */
  enum Place {
    /** In a thread that nobody looks after. */
    THREAD,
    /** On an event loop, in a handler. */
    EVENT_LOOP,
    /** In a task of a worker pool, whose caller does not look at what became of it. */
    SWALLOWED,
    /** In a library that catches everything and logs it; the memory is free again then. */
    LOGGED,
    /** In a part of the server, which is answered as a bug; the memory is free again then. */
    REPORTED
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void t24_aProcessWithoutMemoryEnds(Place place) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Hungry.class.getName(),
                place.name())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ends").isTrue();
      assertThat(process.exitValue()).as("%s", output).isEqualTo(MemoryGuard.EXIT_CODE);
      assertThat(output).contains("salus: out of memory");
    } finally {
      process.destroyForcibly();
    }
  }

  /** When a process is given up that only collects garbage. */
  @Nested
  class Collecting {

    private static final long HEAP = 1_000_000;

    private long collected = 5_000;
    private long used = 990_000;
    private long second = -3;
    private final GarbageWatch watch = new GarbageWatch(() -> collected, () -> used, HEAP);

    /**
     * Seconds of each of which so many milliseconds go to collections; whether one was the last.
     */
    private boolean hopelessAfter(int seconds, int collecting) {
      for (int i = 0; i < seconds; i++) {
        second++;
        collected += collecting;
        if (watch.isHopeless(TimeUnit.SECONDS.toNanos(second))) {
          return true;
        }
      }
      return false;
    }

    @Test
    void t22_aFullHeapThatIsCollectedForAllOfASpanIsHopelessAndNotBefore() {
      assertThat(hopelessAfter(30, 100)).isFalse();
      assertThat(hopelessAfter(9, 995)).isFalse();
      assertThat(hopelessAfter(1, 995)).isTrue();
    }

    @Test
    void aHeapThatCollectionsEmptyIsNot() {
      used = 900_000;
      assertThat(hopelessAfter(30, 1_000)).isFalse();
    }

    @Test
    void aProcessThatStillDoesSomethingIsNot() {
      assertThat(hopelessAfter(30, 900)).isFalse();
      assertThat(hopelessAfter(5, 1_000)).isFalse();
      assertThat(hopelessAfter(1, 500)).isFalse();
      assertThat(hopelessAfter(9, 1_000)).isFalse();
    }

    @Test
    void looksThatComeLateBecauseOfCollectionsCount() {
      assertThat(hopelessAfter(1, 0)).isFalse();
      second += 10;
      collected += 10_900;
      assertThat(watch.isHopeless(TimeUnit.SECONDS.toNanos(second))).isTrue();
    }
  }

  /** A process that takes all memory that it can get, in one place, and would go on for ever. */
  static final class Hungry {

    private static final Logger LOG = LoggerFactory.getLogger(Hungry.class);
    private static final List<byte[]> TAKEN = new ArrayList<>();

    private Hungry() {}

    public static void main(String[] arguments) throws Exception {
      MemoryGuard.install();
      Vertx vertx = Vertx.vertx();
      switch (Place.valueOf(arguments[0])) {
        case THREAD -> new Thread(Hungry::take).start();
        case EVENT_LOOP -> vertx.runOnContext(none -> take());
        case SWALLOWED ->
            vertx.executeBlocking(
                () -> {
                  take();
                  return true;
                });
        case LOGGED -> {
          try {
            take();
          } catch (OutOfMemoryError caught) {
            TAKEN.clear();
            LOG.debug("an exception was thrown by {}", "a listener", caught);
          }
        }
        case REPORTED -> {
          Future<Boolean> failed = vertx.executeBlocking(Hungry::takeAndLetGo);
          failed.onFailure(failure -> Faults.report(LOG, failure));
        }
      }
      Thread.currentThread().join();
    }

    private static void take() {
      while (true) {
        TAKEN.add(new byte[PIECE_BYTES]);
      }
    }

    private static Boolean takeAndLetGo() {
      try {
        take();
      } finally {
        TAKEN.clear();
      }
      return true;
    }
  }
}
