package dev.salus.core.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In which order work is done, and whose is turned away (threat T25). */
class FairQueueTest {

  private static final int OF_LOGIN = 4;

  private final FairQueue<String> queue = new FairQueue<>(6, OF_LOGIN);

  @Test
  void eachPlaceGetsItsTurnAndAtAPlaceEachLogin() {
    add("a", "x", "ax1");
    add("a", "x", "ax2");
    add("a", "y", "ay1");
    add("b", "z", "bz1");
    add("b", "z", "bz2");

    assertThat(all()).containsExactly("ax1", "bz1", "ay1", "bz2", "ax2");
    assertThat(queue.poll()).isEmpty();
  }

  @Test
  void whoBringsMuchGivesUpItsLastForWhoBringsLittle() {
    add("a", "1", "a1");
    add("a", "2", "a2");
    add("a", "3", "a3");
    add("a", "3", "a3 again");
    add("a", "4", "a4");
    add("b", "5", "b5");

    assertThat(add("b", "6", "b6")).contains("a3 again");
    assertThat(add("c", "7", "c7")).isPresent();
    assertThat(add("a", "8", "a8")).contains("a8");
    assertThat(all()).hasSize(6).contains("b5", "b6", "c7").doesNotContain("a8");
  }

  @Test
  void whenAllHaveAlikeTheNewcomerIsTurnedAway() {
    for (int i = 0; i < 6; i++) {
      assertThat(add("place " + i, "login " + i, "work")).isEmpty();
    }

    assertThat(add("place 6", "login 6", "late")).contains("late");
    assertThat(all()).hasSize(6).containsOnly("work");
  }

  @Test
  void ofOneLoginABoundedNumberWaitsWhereverItComesFrom() {
    for (int i = 0; i < OF_LOGIN; i++) {
      assertThat(add("place " + i, "busy", "work")).isEmpty();
    }

    assertThat(add("elsewhere", "busy", "late")).contains("late");
    assertThat(queue.poll()).contains("work");
    assertThat(add("elsewhere", "busy", "later")).isEmpty();
  }

  private Optional<String> add(String place, String login, String work) {
    return queue.add(HashingTurn.of(place, login), work);
  }

  private List<String> all() {
    List<String> all = new ArrayList<>();
    for (Optional<String> next = queue.poll(); next.isPresent(); next = queue.poll()) {
      all.add(next.get());
    }
    return all;
  }
}
