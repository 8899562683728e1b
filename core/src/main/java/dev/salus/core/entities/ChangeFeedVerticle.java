package dev.salus.core.entities;

import dev.salus.api.Addresses;
import dev.salus.api.Faults;
import dev.salus.storage.DocumentStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes, on this node, the changes of entities that other nodes have stored, which it hears of
 * from the store. One instance on each node, whatever the number of {@link EntitiesVerticle}s: the
 * nodes need the store in common and nothing else.
 */
public final class ChangeFeedVerticle extends VerticleBase {

  private static final Duration SWEEP = Duration.ofMinutes(1);

  /** How often it is told up to where changes were told. */
  private static final Duration POSITIONS = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeedVerticle.class);

  private final DocumentStore store;
  private final Clock clock;
  private @Nullable ChangeFollower follower;

  /**
   * @param store has {@link EntitiesVerticle#collections()}; not closed by this verticle
   * @param clock by which traces of deletions are removed
   */
  public ChangeFeedVerticle(DocumentStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Follows the store from now on; fails if it does not answer. */
  @Override
  public Future<?> start() {
    DeletionTraces traces = new DeletionTraces(store, clock);
    vertx.setPeriodic(SWEEP.toMillis(), timer -> sweep(traces));
    EntityEvents events = EntityEvents.of(vertx);
    vertx.setPeriodic(POSITIONS.toMillis(), timer -> events.publishPosition());
    ChangeFollower begun =
        new ChangeFollower(vertx, store, traces, events, ChangeFollower.MOST_WAITING);
    follower = begun;
    return vertx
        .eventBus()
        .localConsumer(Addresses.EVENT_POSITION_ASKED, asked -> events.publishPosition())
        .completion()
        .compose(listening -> begun.begin());
  }

  /** What is not removed now is removed at the next turn. */
  private static void sweep(DeletionTraces traces) {
    traces.sweep().onFailure(failure -> LOG.debug("traces are left: {}", Faults.describe(failure)));
  }

  /** Follows no more. */
  @Override
  public Future<?> stop() {
    return follower == null ? Future.succeededFuture() : follower.end();
  }
}
