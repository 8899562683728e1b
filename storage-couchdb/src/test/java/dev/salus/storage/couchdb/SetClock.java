package dev.salus.storage.couchdb;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Shows what a test says, which is in the array's one place. */
public final class SetClock extends Clock {

  private final Instant[] now;

  public SetClock(Instant[] now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now[0];
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
