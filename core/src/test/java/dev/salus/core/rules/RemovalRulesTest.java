package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.ADMIN;
import static dev.salus.core.rules.RulesWorld.AUTHOR;
import static dev.salus.core.rules.RulesWorld.CLIENT;
import static dev.salus.core.rules.RulesWorld.NOW;
import static dev.salus.core.rules.RulesWorld.OTHER;
import static dev.salus.core.rules.RulesWorld.READER;
import static dev.salus.core.rules.RulesWorld.REV;
import static dev.salus.core.rules.RulesWorld.STRANGER;
import static dev.salus.core.rules.RulesWorld.WRITER;
import static dev.salus.core.rules.RulesWorld.shared;
import static dev.salus.core.rules.RulesWorld.with;
import static dev.salus.core.testkit.Refusal.assertConflict;
import static dev.salus.core.testkit.Refusal.assertForbidden;
import static dev.salus.core.testkit.Refusal.assertNotFound;
import static dev.salus.protocol.Permission.READ;
import static dev.salus.protocol.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may remove which delegation, and what goes with it (protocol §5). */
class RemovalRulesTest {

  private static final String OWN = AUTHOR.exchangeTo(AUTHOR);
  private static final String WRITERS = AUTHOR.exchangeTo(WRITER);
  private static final String READERS = AUTHOR.exchangeTo(READER);

  private static final TestOwner ACCOMPLICE = TestOwner.named("accomplice");

  /** The writer has passed it on to the other, who has passed it on to the stranger. */
  private final Entity chain = chain();

  private static Entity chain() {
    Entity entity = shared();
    entity = with(entity, CLIENT.grant(entity, WRITER, List.of(WRITERS), OTHER, WRITE));
    return with(
        entity, CLIENT.grant(entity, OTHER, List.of(WRITER.exchangeTo(OTHER)), STRANGER, READ));
  }

  private static Set<String> exchanges(Entity entity) {
    return entity.delegations().valid().keySet();
  }

  private static Entity remove(Entity entity, TestOwner remover, String exchangeId) {
    return RemovalRules.decide(remover.caller(), entity, exchangeId, REV);
  }

  @Test
  void theAuthorRemovesAnybodyAndWhatHungOnThem() {
    assertThat(exchanges(remove(chain, AUTHOR, WRITERS))).containsExactlyInAnyOrder(OWN, READERS);
  }

  @Test
  void theDelegateLeaves() {
    Entity left = remove(chain, OTHER, WRITER.exchangeTo(OTHER));

    assertThat(exchanges(left)).containsExactlyInAnyOrder(OWN, WRITERS, READERS);
    assertThat(Visibility.canSee(OTHER.caller(), left)).isFalse();
  }

  @Test
  void whoHoldsAnAncestorRemoves() {
    assertThat(exchanges(remove(chain, WRITER, OTHER.exchangeTo(STRANGER))))
        .containsExactlyInAnyOrder(OWN, WRITERS, READERS, WRITER.exchangeTo(OTHER));
  }

  @Test
  void t08_nobodyElseRemoves() {
    assertForbidden(() -> remove(chain, READER, WRITERS));
    assertForbidden(() -> remove(chain, WRITER, READERS));
    assertForbidden(() -> remove(chain, STRANGER, WRITER.exchangeTo(OTHER)));
    assertForbidden(() -> RemovalRules.decide(ADMIN, chain, READERS, REV));
  }

  @Test
  void theAuthorsOwnIsNeverRemoved() {
    assertForbidden(() -> remove(chain, AUTHOR, OWN));
    assertForbidden(() -> remove(chain, WRITER, OWN));
  }

  @Test
  void visibilityComesFirstThenTheDelegationThenPermissionThenTheRevision() {
    TestOwner nobody = TestOwner.named("nobody");

    assertNotFound(() -> RemovalRules.decide(nobody.caller(), chain, WRITERS, "1-old"));
    assertNotFound(
        () -> RemovalRules.decide(AUTHOR.caller(), chain, OTHER.exchangeTo(AUTHOR), "1-old"));
    assertForbidden(() -> RemovalRules.decide(READER.caller(), chain, WRITERS, "1-old"));
    assertConflict(REV, () -> RemovalRules.decide(AUTHOR.caller(), chain, WRITERS, "1-old"));
  }

  @Test
  void whatSomebodyElseCarriesTooStays() {
    Entity two = with(chain, CLIENT.grant(chain, AUTHOR, List.of(), OTHER, READ));
    Entity both =
        with(
            two,
            CLIENT.grant(
                two,
                OTHER,
                List.of(WRITER.exchangeTo(OTHER), AUTHOR.exchangeTo(OTHER)),
                TestOwner.named("nobody"),
                READ));

    assertThat(exchanges(remove(both, WRITER, WRITER.exchangeTo(OTHER))))
        .containsExactlyInAnyOrder(
            OWN,
            WRITERS,
            READERS,
            AUTHOR.exchangeTo(OTHER),
            OTHER.exchangeTo(TestOwner.named("nobody")));
  }

  @Test
  void t08_aDelegationPlantedToSurviveGoesToo() {
    Entity planted =
        with(
            chain, CLIENT.grant(chain, STRANGER, List.of(OTHER.exchangeTo(STRANGER)), OTHER, READ));
    Entity more =
        with(
            planted,
            CLIENT.grant(planted, OTHER, List.of(STRANGER.exchangeTo(OTHER)), ACCOMPLICE, READ));

    assertThat(exchanges(remove(more, WRITER, WRITER.exchangeTo(OTHER))))
        .containsExactlyInAnyOrder(OWN, WRITERS, READERS);
  }

  @Test
  void whatTheLastWriterNeedsAsEvidenceStaysAndTheRestIsDropped() {
    String others = WRITER.exchangeTo(OTHER);
    Entity written = CLIENT.modify(chain, OTHER, others);

    Entity left = remove(written, AUTHOR, WRITERS);

    EntityHeader header = left.header();
    assertThat(header.modifiedBy()).isEqualTo(OTHER.id());
    assertThat(left.delegations().isEvidenceOfWriting(others, OTHER.id())).isTrue();
    assertThat(left.grants())
        .as("author's own, reader's, and the emptied two up to the last writer")
        .hasSize(4);
  }

  @Test
  void givingAndLeavingAgainAndAgainDoesNotFillTheEntityUp() {
    Entity entity = shared();
    for (int i = 0; i < 20; i++) {
      entity = with(entity, CLIENT.grant(entity, READER, List.of(READERS), OTHER, READ));
      entity = remove(entity, OTHER, READER.exchangeTo(OTHER));
    }

    assertThat(entity.grants()).hasSize(3);
    assertThat(exchanges(entity)).containsExactlyInAnyOrder(OWN, WRITERS, READERS);
  }

  @Test
  void whatWasRemovedCanBeGivenAgain() {
    Entity left = remove(shared(), AUTHOR, READERS);
    Verdict.Accepted again =
        (Verdict.Accepted)
            GrantRules.decide(
                AUTHOR.caller(),
                left,
                REV,
                CLIENT.grant(left, AUTHOR, List.of(), READER, READ),
                NOW);

    assertThat(again.entity().delegations().permissionOf(READER.id())).contains(READ);
  }
}
