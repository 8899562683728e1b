package dev.salus.app.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands that other tests run make the log quiet for themselves. */
@Isolated("looks at the level of loggers")
class QuietLogTest {

  private static final Logger CLIENT =
      LoggerFactory.getLogger("dev.salus.sdk.sharing.ExchangeBook");

  @Test
  void theClientsLogIsNotInTheDialogueUnlessItIsAskedFor() {
    try (QuietLog quiet = QuietLog.unless(false)) {
      assertThat(quiet).isNotNull();
      assertThat(CLIENT.isErrorEnabled()).isFalse();
    }
    assertThat(CLIENT.isWarnEnabled()).isTrue();
    try (QuietLog quiet = QuietLog.unless(true)) {
      assertThat(quiet).isNotNull();
      assertThat(CLIENT.isWarnEnabled()).isTrue();
    }
  }

  /** A slow machine is no news in the middle of a question, where no option shows it either. */
  @Test
  void whatALibraryLogsIsNotInADialogue() {
    Logger slow = LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
    QuietLog quiet = QuietLog.ofLibraries();
    assertThat(slow.isErrorEnabled()).isFalse();
    assertThat(CLIENT.isWarnEnabled()).isTrue();
    quiet.close();
    assertThat(slow.isWarnEnabled()).isTrue();
  }

  @Test
  void itIsLoudAgainWhenTheLastDialogueHasEndedWhicheverThatIs() {
    QuietLog first = QuietLog.unless(false);
    QuietLog second = QuietLog.unless(false);
    first.close();
    assertThat(CLIENT.isErrorEnabled()).isFalse();
    second.close();
    assertThat(CLIENT.isWarnEnabled()).isTrue();
  }
}
