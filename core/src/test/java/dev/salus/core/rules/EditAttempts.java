package dev.salus.core.rules;

import static dev.salus.core.rules.RulesWorld.CLIENT;
import static dev.salus.core.rules.RulesWorld.NOW;

import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.DelegationGraph.Held;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns an {@link Edit} into what a client, honest or not, would send, and asks the rules. */
final class EditAttempts {

  static final List<TestOwner> PEOPLE =
      Stream.of("author", "ann", "ben", "cleo", "dan").map(TestOwner::named).toList();

  private EditAttempts() {}

  /** The entity afterwards; throws the refusal. */
  static Entity attempt(Entity stored, Edit edit) {
    return switch (edit.kind()) {
      case GRANT -> after(give(stored, edit));
      case REMOVE ->
          RemovalRules.decide(
              person(edit.actor()).caller(), stored, exchange(stored, edit.target()), stored.rev());
      case WRITE -> after(write(stored, edit));
      case REKEY -> after(rekey(stored, edit));
    };
  }

  static TestOwner person(int number) {
    return PEOPLE.get(number % PEOPLE.size());
  }

  private static Entity after(Verdict verdict) {
    return verdict instanceof Verdict.Accepted accepted
        ? accepted.entity()
        : ((Verdict.Repeated) verdict).entity();
  }

  private static Verdict give(Entity stored, Edit edit) {
    TestOwner actor = person(edit.actor());
    TestOwner by = edit.twist() == 1 ? person(edit.choice()) : actor;
    TestOwner to = person(edit.target());
    Map<String, Delegation> given = new LinkedHashMap<>();
    given.put(
        edit.twist() == 2 ? exchange(stored, edit.choice()) : by.exchangeTo(to),
        CLIENT.delegation(to, edit.permission()));
    if (edit.twist() >= 8) {
      TestOwner also = person(edit.target() + 1);
      given.put(by.exchangeTo(also), CLIENT.delegation(also, Permission.READ));
    }
    Grant grant = CLIENT.grant(stored, by, parents(stored, by, edit), given);
    if (edit.twist() == 3) {
      grant = withGeneration(stored, by, grant, stored.header().keyGeneration() - 1);
    }
    return GrantRules.decide(actor.caller(), stored, stored.rev(), grant, NOW);
  }

  private static List<String> parents(Entity stored, TestOwner by, Edit edit) {
    List<String> own = stored.delegations().heldBy(by.id()).stream().map(Held::exchangeId).toList();
    return switch (edit.twist()) {
      case 4 -> List.of(exchange(stored, edit.choice()));
      case 5 -> List.of();
      case 6 -> own;
      default -> own.isEmpty() ? List.of() : List.of(own.get(edit.choice() % own.size()));
    };
  }

  private static Grant withGeneration(Entity stored, TestOwner by, Grant grant, long generation) {
    return ClientWrites.sign(
        stored,
        by,
        new Grant(
            grant.by(),
            grant.signedBy(),
            grant.grantedAt(),
            generation,
            grant.parents(),
            grant.delegations(),
            grant.gone(),
            grant.signature()));
  }

  private static Verdict write(Entity stored, Edit edit) {
    TestOwner actor = person(edit.actor());
    Entity proposed = CLIENT.modify(stored, actor, evidence(stored, actor, edit));
    if (edit.twist() == 1) {
      List<Grant> fewer = new ArrayList<>(stored.grants());
      fewer.remove(edit.choice() % fewer.size());
      proposed = proposed.withGrants(fewer);
    }
    if (edit.twist() == 2) {
      Grant planted =
          CLIENT.grant(stored, actor, List.of(), person(edit.target()), Permission.WRITE);
      proposed = RulesWorld.with(proposed, planted);
    }
    return ContentRules.decide(actor.caller(), stored, proposed, NOW);
  }

  private static Verdict rekey(Entity stored, Edit edit) {
    TestOwner actor = person(edit.actor());
    List<TestOwner> going =
        edit.twist() >= 8
            ? List.of(person(edit.target()), person(edit.target() + 1))
            : List.of(person(edit.target()));
    Entity proposed = CLIENT.rekey(stored, actor, evidence(stored, actor, edit), going);
    if (edit.twist() == 1 && proposed.grants().size() > 1) {
      List<Grant> fewer = new ArrayList<>(proposed.grants());
      fewer.remove(1 + edit.choice() % (fewer.size() - 1));
      proposed = proposed.withGrants(fewer);
    }
    return RekeyRules.decide(
        actor.caller(),
        stored,
        stored.rev(),
        proposed,
        PEOPLE.stream().map(TestOwner::id).toList(),
        NOW);
  }

  private static String evidence(Entity stored, TestOwner actor, Edit edit) {
    if (edit.twist() == 3) {
      return exchange(stored, edit.choice());
    }
    return stored.delegations().heldBy(actor.id()).stream()
        .filter(held -> held.delegation().permission() == Permission.WRITE)
        .map(Held::exchangeId)
        .findFirst()
        .orElseGet(() -> exchange(stored, edit.choice()));
  }

  /** One of the exchanges in use. */
  static String exchange(Entity stored, int number) {
    List<String> all =
        stored.grants().stream().flatMap(grant -> grant.delegations().keySet().stream()).toList();
    return all.get(number % all.size());
  }
}
