package dev.salus.app.scenarios.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.event.EntityChanged.Kind;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.change.ChangeListener;
import dev.salus.sdk.change.EntityEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber that writes down what it is told. */
public final class EventRecorder implements ChangeListener {

  private static final long SECONDS = 180;

  private final BlockingQueue<EntityEvent> events = new LinkedBlockingQueue<>();
  private final AtomicInteger missed = new AtomicInteger();

  @Override
  public void changed(EntityEvent event) {
    events.add(event);
  }

  @Override
  public void missed() {
    missed.incrementAndGet();
  }

  /** The next event, which must be this one. */
  public void assertNext(EntityType type, String id, String rev, Kind kind) {
    assertThat(next()).isEqualTo(new EntityEvent(type, id, rev, kind));
  }

  /** The next event. */
  public EntityEvent next() {
    try {
      EntityEvent event = events.poll(SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("an event").isNotNull();
      return event;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next event of this entity; those of others before it are left out. */
  public EntityEvent nextOf(String id) {
    EntityEvent event = next();
    while (!event.id().equals(id)) {
      event = next();
    }
    return event;
  }

  /** How often it was told that something may have been missed. */
  public int timesMissed() {
    return missed.get();
  }

  /** How many events have come that nobody asked for. */
  public int waiting() {
    return events.size();
  }
}
