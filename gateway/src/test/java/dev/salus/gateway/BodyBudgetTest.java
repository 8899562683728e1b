package dev.salus.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.salus.api.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who makes room for whom while bodies arrive (threat T13). */
class BodyBudgetTest {

  private static final int SMALL = 1_000;
  private static final int ALL = SMALL * BodyBudget.SMALL_PART;

  private final AtomicLong now = new AtomicLong();
  private final BodyBudget budget =
      new BodyBudget((long) ALL * BodyBudget.MEMORY_PER_BYTE, now::get);
  private final List<String> cutOff = new ArrayList<>();

  private BodyBudget.Share arriving(String who, String name, int bytes) {
    BodyBudget.Share share = budget.share();
    share.arrives(who, () -> cutOff.add(name));
    share.takeBytes(bytes);
    return share;
  }

  private void refused(String who, int bytes) {
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> arriving(who, "refused", bytes));
  }

  private void passes(long millis) {
    now.addAndGet(millis * 1_000_000);
  }

  @Test
  void t13_forWhatIsSmallTheLargestOfWhoeverHasMostIsCutOff() {
    arriving("stranger", "s1", ALL / 4);
    arriving("stranger", "s2", ALL / 4 + 1);
    BodyBudget.Share large = arriving("a", "a1", ALL / 2 - 1);
    arriving("a", "a2", 1).arrived();
    arriving("b", "b1", SMALL);
    assertThat(cutOff).containsExactly("s2");
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> large.takeBytes(ALL / 2));
    assertThat(cutOff).as("what is large waits for what comes fast").containsExactly("s2");
  }

  @Test
  void t13_behindOneAddressWhatIsSmallerGetsIn() {
    arriving("stranger", "s1", ALL - 1);
    arriving("stranger", "s2", SMALL);
    assertThat(cutOff).containsExactly("s1");
  }

  @Test
  void whatComesFastIsNotCutOffForWhatIsLarge() {
    BodyBudget.Share first = arriving("a", "a1", ALL - SMALL);
    refused("b", 2 * SMALL);
    assertThatCode(() -> first.takeBytes(SMALL)).doesNotThrowAnyException();
    assertThat(cutOff).isEmpty();
  }

  @Test
  void t13_whoSendsNothingMoreMakesRoomForWhatIsLarge() {
    arriving("a", "a1", ALL - SMALL);
    passes(BodyBudget.HEAD_START.toMillis());
    refused("b", 2 * SMALL);
    passes(ALL * 1_000L / BodyBudget.LEAST_BYTES_A_SECOND);
    arriving("b", "b1", 2 * SMALL);
    assertThat(cutOff).containsExactly("a1");
  }

  @Test
  void whatHasArrivedIsNotCutOffAndWhatWasCutOffTakesNothing() {
    BodyBudget.Share whole = arriving("a", "a1", ALL / 2);
    whole.arrived();
    BodyBudget.Share slow = arriving("b", "b1", ALL / 2);
    arriving("c", "c1", SMALL);
    assertThat(cutOff).containsExactly("b1");
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> slow.takeBytes(1));
    slow.giveBack();
    whole.giveBack();
    assertThatCode(() -> arriving("d", "d1", ALL - SMALL)).doesNotThrowAnyException();
    refused("e", 2 * SMALL);
  }
}
