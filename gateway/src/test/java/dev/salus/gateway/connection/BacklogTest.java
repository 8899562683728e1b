package dev.salus.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What waits on all connections together is bounded, and who keeps it waiting pays (threat T24).
 */
class BacklogTest {

  private static final long LIMIT = 1_000;

  private final List<String> cutOff = new ArrayList<>();
  private long now;
  private final Backlog backlog = new Backlog(LIMIT, () -> now);

  private Backlog.Share share(String name) {
    return backlog.share(() -> cutOff.add(name));
  }

  private void pass(long seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void t24_whoHoldsMostForLongestIsCutOff() {
    Backlog.Share large = share("large");
    Backlog.Share old = share("old");
    Backlog.Share small = share("small");
    old.add(300);
    pass(1);
    small.add(10);
    large.add(600);
    pass(2);

    share("new").add(200);

    assertThat(cutOff).containsExactly("large");
    assertThat(backlog.waiting()).isEqualTo(300 + 10 + 200);
    pass(5);
    share("newer").add(600);
    assertThat(cutOff).containsExactly("large", "old");
  }

  @Test
  void t24_forAMomentAnAnswerHasToWaitForWhoHoldsMuch() {
    share("first").add(LIMIT);

    assertThat(backlog.makeRoom(1)).isFalse();
    assertThat(cutOff).isEmpty();
  }

  @Test
  void t24_inTheFirstMomentWhoAddsMoreThanItsPartIsCutOff() {
    share("first").add(600);
    Backlog.Share second = share("second");
    second.add(400);
    second.add(150);

    assertThat(cutOff).containsExactly("second");
    assertThat(backlog.waiting()).isEqualTo(600);
  }

  @Test
  void t24_inTheFirstMomentWhoAsksForLittleIsNotCutOffForWhatOthersHold() {
    share("first").add(600);
    share("second").add(400);
    share("asks once").add(1);

    assertThat(cutOff).containsExactly("first");
    assertThat(backlog.waiting()).isEqualTo(401);
  }

  @Test
  void whatIsTakenOrEndedGivesRoom() {
    Backlog.Share share = share("one");
    share.add(LIMIT);
    share.remove(1);
    assertThat(backlog.makeRoom(1)).isTrue();
    share.end();
    share.end();
    share.add(5);
    share.remove(5);

    assertThat(backlog.waiting()).isZero();
    assertThat(backlog.connections()).isZero();
    assertThat(cutOff).isEmpty();
  }

  @Test
  void roomForTooMuchIsNotMade() {
    assertThat(backlog.makeRoom(LIMIT + 1)).isFalse();
    assertThat(backlog.makeRoom(LIMIT)).isTrue();
  }
}
