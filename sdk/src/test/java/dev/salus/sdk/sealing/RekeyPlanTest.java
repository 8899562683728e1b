package dev.salus.sdk.sealing;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.protocol.DelegationGraph;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import dev.salus.protocol.Permission;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.sharing.OpenedExchange;
import dev.salus.sdk.transport.ScriptedServer;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever grants somebody made that do not hold, nobody gets a key by them, and everybody else
 * gets theirs.
 */
final class RekeyPlanTest {

  private static final String ENTITY = "33333333-3333-4333-8333-333333333333";
  private static final String CONTENT = "{\"note\":\"old\"}";
  private static final Vertx VERTX = Vertx.vertx();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final ScriptedServer SERVER = new ScriptedServer();
  private static final List<Member> MEMBERS = members();
  private static final OwnerKey UNKNOWN =
      OwnerKey.generate(MEMBERS.get(1).id(), CLOCK, new SecureRandom());

  private static List<Member> members() {
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      members.add(
          Member.of(VERTX, SERVER, "%d1111111-1111-4111-8111-111111111111".formatted(i), CLOCK));
    }
    return members;
  }

  @AfterContainer
  static void close() {
    await(VERTX.close());
  }

  /** What is wrong with a grant. */
  enum Fault {
    NONE,
    SIGNATURE,
    UNKNOWN_CARD,
    GENERATION
  }

  /** That somebody who has access gives it to somebody who has none. */
  record Gift(int by, int to, boolean write, Fault fault) {}

  @Provide
  Arbitrary<List<Gift>> gifts() {
    Arbitrary<Integer> member = Arbitraries.integers().between(0, MEMBERS.size() - 1);
    return Combinators.combine(
            member, member, Arbitraries.of(true, false), Arbitraries.of(Fault.class))
        .as(Gift::new)
        .list()
        .ofMaxSize(8);
  }

  private static OpenedEntity given(List<Gift> gifts) {
    OpenedEntity entity = MEMBERS.get(0).create(ENTITY, CONTENT);
    Set<String> used = new HashSet<>();
    for (Gift gift : gifts) {
      Member by = MEMBERS.get(gift.by());
      Member to = MEMBERS.get(gift.to());
      Permission permission = gift.write() ? Permission.WRITE : Permission.READ;
      boolean may =
          entity.graph().permissionOf(by.id()).filter(own -> own.covers(permission)).isPresent();
      if (may && gift.by() != gift.to() && used.add(by.id() + to.id())) {
        entity = by.give(entity, to, permission);
      }
    }
    return entity;
  }

  /** The entity as a server lists it in which these grants are faulty. */
  private static Entity spoilt(Entity entity, List<Gift> gifts) {
    Entity spoilt = entity;
    for (Gift gift : gifts) {
      for (Grant grant : List.copyOf(spoilt.grants())) {
        boolean meant =
            grant.by().equals(MEMBERS.get(gift.by()).id())
                && grant.delegations().size() == 1
                && grant.delegations().values().stream()
                    .allMatch(each -> each.delegate().equals(MEMBERS.get(gift.to()).id()))
                && !isOwn(grant);
        if (meant) {
          spoilt = Member.replaced(spoilt, grant, spoilt(grant, gift.fault()));
        }
      }
    }
    return spoilt;
  }

  private static boolean isOwn(Grant grant) {
    return grant.delegations().values().stream()
        .anyMatch(each -> each.delegate().equals(grant.by()));
  }

  private static Grant spoilt(Grant grant, Fault fault) {
    return switch (fault) {
      case NONE -> grant;
      case SIGNATURE ->
          with(grant, grant.signedBy(), grant.generation(), UNKNOWN.sign(new byte[1]));
      case UNKNOWN_CARD -> with(grant, UNKNOWN.keyId(), grant.generation(), grant.signature());
      case GENERATION -> with(grant, grant.signedBy(), 2, grant.signature());
    };
  }

  private static Grant with(Grant grant, String signedBy, long generation, String signature) {
    return new Grant(
        grant.by(),
        signedBy,
        grant.grantedAt(),
        generation,
        grant.parents(),
        grant.delegations(),
        grant.gone(),
        signature);
  }

  @Property(tries = 60)
  void t18_faultyGrantsGiveNobodyAKeyAndKeepNobodyFromTheirs(
      @ForAll("gifts") List<Gift> gifts, @ForAll boolean revoking) {
    Member author = MEMBERS.get(0).again(VERTX, SERVER, CLOCK);
    OpenedEntity honest = given(gifts);
    Entity spoilt = spoilt(honest.entity(), gifts);
    List<Grant> sound = new ArrayList<>(spoilt.grants());
    sound.retainAll(honest.entity().grants());
    DelegationGraph expected =
        DelegationGraph.of(honest.entity().header().author(), List.of(), sound);

    OpenedEntity read = author.read(spoilt);
    assertThat(read.graph().valid().keySet()).isEqualTo(expected.valid().keySet());

    Set<String> going = revoking ? Set.of(MEMBERS.get(4).id()) : Set.of();
    RekeyPlan plan = RekeyPlan.of(read, going);
    OpenedEntity sealed = author.tools.rekeyer().seal(plan, exchanges(author, plan));

    DelegationGraph left =
        expected.withGrants(
            expected.without(
                expected.valid().values().stream()
                    .filter(held -> going.contains(held.delegation().delegate()))
                    .map(DelegationGraph.Held::exchangeId)
                    .toList()));
    assertThat(wrapped(sealed.entity())).isEqualTo(left.valid().keySet());
    assertThat(sealed.graph().valid().keySet()).isEqualTo(left.valid().keySet());
    assertThat(plan.notBelieved().keySet())
        .doesNotContainAnyElementsOf(
            left.valid().values().stream().map(held -> held.delegation().delegate()).toList());
    assertThat(Member.text(author.read(sealed.entity()).content())).isEqualTo(CONTENT);
  }

  private static Map<String, OpenedExchange> exchanges(Member author, RekeyPlan plan) {
    Map<String, OpenedExchange> wrapping = new LinkedHashMap<>();
    plan.valid()
        .forEach(
            (exchangeId, held) ->
                wrapping.put(
                    exchangeId, await(author.exchanges.forWrapping(held.delegation().delegate()))));
    return wrapping;
  }

  private static Set<String> wrapped(Entity entity) {
    Set<String> wrapped = new HashSet<>();
    for (Grant grant : entity.grants()) {
      grant
          .delegations()
          .forEach(
              (exchangeId, delegation) -> {
                if (delegation.wrapped() != null) {
                  wrapped.add(exchangeId);
                }
              });
    }
    return wrapped;
  }
}
