package dev.salus.core.rules;

import static dev.salus.core.rules.EditAttempts.PEOPLE;
import static dev.salus.core.rules.EditAttempts.person;
import static dev.salus.core.rules.RulesWorld.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.SalusException;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever sequence of edits five people try, right ones and wrong ones: nobody ever holds more
 * than some chain of grants explains, and no accepted edit loses or changes what is another's.
 */
class AcceptedEditsPropertiesTest {

  private static final TestOwner AUTHOR = PEOPLE.get(0);

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<Edit.Kind> kinds =
        Arbitraries.frequency(
            Tuple.of(6, Edit.Kind.GRANT),
            Tuple.of(2, Edit.Kind.REMOVE),
            Tuple.of(2, Edit.Kind.WRITE),
            Tuple.of(1, Edit.Kind.REKEY));
    Arbitrary<Integer> people = Arbitraries.integers().between(0, PEOPLE.size() - 1);
    Arbitrary<Integer> choices = Arbitraries.integers().between(0, 30);
    return Combinators.combine(
            kinds,
            people,
            choices,
            choices,
            Arbitraries.of(Permission.class),
            Arbitraries.integers().between(0, 9))
        .as(Edit::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(40);
  }

  @Property(tries = 400)
  void nobodyHoldsMoreThanGrantsExplainAndNothingForeignIsLost(@ForAll("edits") List<Edit> edits) {
    Entity entity = CLIENT.create(AUTHOR, EntityType.DATA_SAMPLE).withRev("1-a");
    Map<String, Set<Delegation>> given = new HashMap<>();
    record(given, entity, Set.of());
    for (Edit edit : edits) {
      Entity before = entity;
      try {
        entity = EditAttempts.attempt(before, edit);
        Statistics.label(edit.kind().name()).collect("accepted");
      } catch (SalusException refused) {
        Statistics.label(edit.kind().name()).collect("refused");
        continue;
      }
      assertExplained(entity);
      assertNothingForeignLost(before, entity, edit);
      assertOnlyTheActorGave(before, entity, edit);
      record(given, entity, before.delegations().valid().keySet());
      assertAsGiven(given, entity);
    }
    for (Edit.Kind kind : Edit.Kind.values()) {
      Statistics.label(kind.name())
          .coverage(
              found -> {
                found.check("accepted").percentage(share -> share > 3);
                found.check("refused").percentage(share -> share > 3);
              });
    }
  }

  /** All that is stored is explained, by both definitions; writers had the right to write. */
  private static void assertExplained(Entity entity) {
    Set<String> stored =
        entity.grants().stream()
            .flatMap(grant -> grant.delegations().keySet().stream())
            .collect(Collectors.toSet());
    assertThat(stored)
        .isEqualTo(Explanation.explained(entity))
        .isEqualTo(entity.delegations().valid().keySet())
        .contains(AUTHOR.exchangeTo(AUTHOR));
    EntityHeader header = entity.header();
    assertThat(entity.delegations().isEvidenceOfWriting(header.writtenUnder(), header.modifiedBy()))
        .as("readers find evidence that the last writer might write")
        .isTrue();
  }

  /**
   * What went was the aim or hung on it alone, and the aim was the actor's to take; all else is as
   * it was.
   */
  private static void assertNothingForeignLost(Entity before, Entity after, Edit edit) {
    Map<String, Delegation> old = delegations(before);
    Map<String, Delegation> now = delegations(after);
    Set<String> aims = aims(before, after, edit);
    for (String aim : aims) {
      assertThat(mayTake(before, person(edit.actor()), aim)).isTrue();
    }
    Set<String> left = new HashSet<>(old.keySet());
    left.retainAll(now.keySet());
    assertThat(left).isEqualTo(Explanation.explained(without(before, aims)));
    boolean rewrapped = edit.kind() == Edit.Kind.REKEY;
    for (String exchangeId : left) {
      assertThat(comparable(now.get(exchangeId), rewrapped))
          .isEqualTo(comparable(old.get(exchangeId), rewrapped));
    }
  }

  /** The delegations that the edit is meant to take away. */
  private static Set<String> aims(Entity before, Entity after, Edit edit) {
    return switch (edit.kind()) {
      case GRANT, WRITE -> Set.of();
      case REMOVE -> Set.of(EditAttempts.exchange(before, edit.target()));
      case REKEY ->
          after.header().revoked().stream()
              .filter(revocation -> !before.header().revoked().contains(revocation))
              .flatMap(revocation -> before.delegations().heldBy(revocation.delegate()).stream())
              .map(Held::exchangeId)
              .collect(Collectors.toSet());
    };
  }

  private static boolean mayTake(Entity before, TestOwner actor, String exchangeId) {
    boolean above =
        before.delegations().ancestorsOf(exchangeId).stream()
            .map(parent -> delegations(before).get(parent).delegate())
            .anyMatch(actor.id()::equals);
    return actor.equals(AUTHOR)
        || above
        || delegations(before).get(exchangeId).delegate().equals(actor.id());
  }

  private static Entity without(Entity entity, Set<String> exchangeIds) {
    return entity.withGrants(
        entity.grants().stream().map(grant -> without(grant, exchangeIds)).toList());
  }

  private static Grant without(Grant grant, Set<String> exchangeIds) {
    Map<String, Delegation> kept = new HashMap<>(grant.delegations());
    kept.keySet().removeAll(exchangeIds);
    return grant.withDelegations(kept, grant.gone());
  }

  /** What is new was given by the actor, in one grant, and by no other kind of edit. */
  private static void assertOnlyTheActorGave(Entity before, Entity after, Edit edit) {
    Set<String> added = new HashSet<>(delegations(after).keySet());
    added.removeAll(delegations(before).keySet());
    if (edit.kind() != Edit.Kind.GRANT) {
      assertThat(added).isEmpty();
      return;
    }
    for (Grant grant : after.grants()) {
      if (grant.delegations().keySet().stream().anyMatch(added::contains)) {
        assertThat(grant.by()).isEqualTo(person(edit.actor()).id());
        assertThat(added).isEqualTo(grant.delegations().keySet());
      }
    }
  }

  private static void record(
      Map<String, Set<Delegation>> given, Entity entity, Set<String> knownBefore) {
    delegations(entity)
        .forEach(
            (exchangeId, delegation) -> {
              if (!knownBefore.contains(exchangeId)) {
                given
                    .computeIfAbsent(exchangeId, key -> new HashSet<>())
                    .add(comparable(delegation, true));
              }
            });
  }

  /** Nobody's permission is another than one that was once given under that exchange. */
  private static void assertAsGiven(Map<String, Set<Delegation>> given, Entity entity) {
    delegations(entity)
        .forEach(
            (exchangeId, delegation) ->
                assertThat(given.get(exchangeId)).contains(comparable(delegation, true)));
  }

  private static Delegation comparable(Delegation delegation, boolean rewrapped) {
    return rewrapped
        ? new Delegation(
            delegation.delegate(), delegation.permission(), null, null, delegation.link())
        : delegation;
  }

  private static Map<String, Delegation> delegations(Entity entity) {
    Map<String, Delegation> all = new HashMap<>();
    entity.grants().forEach(grant -> all.putAll(grant.delegations()));
    return all;
  }
}
