package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.ADMIN;
import static dev.salus.core.rules.RulesWorld.AUTHOR;
import static dev.salus.core.rules.RulesWorld.READER;
import static dev.salus.core.rules.RulesWorld.REV;
import static dev.salus.core.rules.RulesWorld.STRANGER;
import static dev.salus.core.rules.RulesWorld.WRITER;
import static dev.salus.core.rules.RulesWorld.shared;
import static dev.salus.core.testkit.Refusal.assertConflict;
import static dev.salus.core.testkit.Refusal.assertForbidden;
import static dev.salus.core.testkit.Refusal.assertNotFound;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.salus.protocol.Entity;
import org.junit.jupiter.api.Test;

/** Who may delete an entity (protocol §5). */
class DeletionRulesTest {

  private final Entity stored = shared();

  @Test
  void theAuthorAndAdministratorsMay() {
    assertThatCode(() -> DeletionRules.require(AUTHOR.caller(), stored, REV))
        .doesNotThrowAnyException();
    assertThatCode(() -> DeletionRules.require(ADMIN, stored, REV)).doesNotThrowAnyException();
  }

  @Test
  void s35_delegatesMayNotWhateverTheyHold() {
    assertForbidden(() -> DeletionRules.require(WRITER.caller(), stored, REV));
    assertForbidden(() -> DeletionRules.require(READER.caller(), stored, "1-old"));
  }

  @Test
  void toAStrangerThereIsNothing() {
    assertNotFound(() -> DeletionRules.require(STRANGER.caller(), stored, REV));
  }

  @Test
  void aStaleRevisionConflicts() {
    assertConflict(REV, () -> DeletionRules.require(AUTHOR.caller(), stored, "1-old"));
  }
}
