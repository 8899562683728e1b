package dev.salus.sdk.transport;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Row by row what a server's dates do to the clock that signatures are dated by. */
final class ServerClockTest {

  private final MovableTime own = new MovableTime();
  private final ServerClock clock = new ServerClock(own);

  private void answered(Duration ahead) {
    String date = RFC_1123_DATE_TIME.format(own.instant().plus(ahead).atOffset(ZoneOffset.UTC));
    clock.answered(own.millis(), date);
  }

  private Duration set() {
    return Duration.ofMillis(clock.millis() - own.millis());
  }

  @Test
  void itGoesByTheServerFromOneMinuteToTen() {
    for (long seconds : new long[] {-599, -360, -62, 62, 360, 599}) {
      answered(Duration.ofSeconds(seconds));
      assertThat(set().toMillis()).isCloseTo(seconds * 1_000, within(501L));
      assertThat(clock.instant().toEpochMilli()).isEqualTo(clock.millis());
    }
  }

  @Test
  void aServerCannotSetItByMoreThanTenMinutes() {
    answered(Duration.ofMinutes(9));
    for (Duration ahead :
        new Duration[] {
          Duration.ofSeconds(601),
          Duration.ofSeconds(-602),
          Duration.ofDays(400_000),
          Duration.ofDays(-400_000)
        }) {
      answered(ahead);
      assertThat(set()).isZero();
    }
  }

  @Test
  void whatIsNearStaysAsItIs() {
    answered(Duration.ofMinutes(5));
    answered(Duration.ofSeconds(58));

    assertThat(set()).isZero();
  }

  @Test
  void anAnswerThatTookLongSaysNothing() {
    long asked = own.millis();
    String date = RFC_1123_DATE_TIME.format(own.instant().atOffset(ZoneOffset.UTC));
    own.advance(Duration.ofMinutes(5));
    clock.answered(asked, date);
    assertThat(set()).isZero();

    own.advance(Duration.ofMinutes(-6));
    clock.answered(asked, date);
    assertThat(set()).isZero();
  }

  @Test
  void whatIsNoDateSaysNothing() {
    for (String date :
        new String[] {
          "", "now", "Fri, 02 Jan 2026", "1767323045", "Mon, 02 Jan 2026 03:10:05 GMT"
        }) {
      clock.answered(own.millis(), date);
      assertThat(set()).isZero();
    }
  }

  @Test
  void itSaysOnceThatTheClocksAreApart() {
    Logger logger = (Logger) LoggerFactory.getLogger(ServerClock.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    logger.addAppender(said);
    try {
      answered(Duration.ofSeconds(50));
      answered(Duration.ofMinutes(6));
      answered(Duration.ofMinutes(7));
      answered(Duration.ofHours(3));
    } finally {
      logger.detachAppender(said);
    }

    assertThat(said.list).hasSize(1);
    assertThat(said.list.get(0).getFormattedMessage()).contains("360 s behind the server's");
  }
}
