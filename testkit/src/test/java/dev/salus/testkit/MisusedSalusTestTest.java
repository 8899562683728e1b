package dev.salus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.salus.sdk.Salus;
import dev.salus.sdk.model.DataOwner;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What is left after a test, and what a mistake in one says. */
class MisusedSalusTestTest {

  private static final Queue<TestSalus> USED = new ConcurrentLinkedQueue<>();

  @SalusTest
  static class TwoTests {
    @Test
    void one(TestSalus salus, @Owner("hcp1") Salus hcp1) {
      USED.add(salus);
    }

    @Test
    void another(TestSalus salus, @Owner("hcp1") Salus hcp1) {
      USED.add(salus);
      throw new IllegalStateException("a test that fails");
    }
  }

  @SalusTest
  static class OfTheWholeClass {
    OfTheWholeClass(@Owner("hcp1") Salus hcp1) {}

    @Test
    void test() {}
  }

  @SalusTest
  static class OfAWrongType {
    @Test
    void test(@Owner("hcp1") Integer hcp1) {}
  }

  @Test
  void s63_eachTestHasItsOwnAndItIsClosedAfterTheTestHoweverThatEnds() {
    TestExecutionSummary summary = run(TwoTests.class);

    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    assertThat(USED).hasSize(2).doesNotHaveDuplicates();
    for (TestSalus used : USED) {
      assertThat(used.vertx().deploymentIDs()).isEmpty();
      assertThatThrownBy(() -> used.owner("hcp1", DataOwner.Type.HCP))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void whatItCannotGiveSaysWhereAndWhatItGives() {
    assertThat(failure(OfTheWholeClass.class)).contains("belongs to one test");
    assertThat(failure(OfAWrongType.class)).contains("Salus, String, HostileServer");
  }

  private static String failure(Class<?> test) {
    TestExecutionSummary summary = run(test);
    assertThat(summary.getFailures()).hasSize(1);
    return summary.getFailures().get(0).getException().getMessage();
  }

  private static TestExecutionSummary run(Class<?> test) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(test)).build(),
            listener);
    return listener.getSummary();
  }
}
