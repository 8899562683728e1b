package dev.salus.core.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.core.testkit.ClientWrites;
import dev.salus.core.testkit.TestOwner;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is remembered to have held a delegation. */
class FormerDelegatesTest {

  private static final ClientWrites CLIENT = new ClientWrites(Clock.systemUTC());
  private static final TestOwner AUTHOR = TestOwner.named("author");
  private static final TestOwner ANN = TestOwner.named("ann");
  private static final TestOwner BEN = TestOwner.named("ben");
  private static final String OWN = AUTHOR.exchangeTo(AUTHOR);

  private final Entity shared =
      CLIENT.create(
          AUTHOR, EntityType.DATA_SAMPLE, Map.of(ANN, Permission.READ, BEN, Permission.WRITE));

  private static Entity without(Entity entity, TestOwner gone) {
    return entity.withGrants(entity.delegations().without(List.of(AUTHOR.exchangeTo(gone))));
  }

  @Test
  void whoLosesAccessIsRememberedUntilTheyGetItAgain() {
    Entity withoutAnn = without(shared, ANN);
    Entity written = CLIENT.modify(withoutAnn, BEN, AUTHOR.exchangeTo(BEN));

    FormerDelegates former = FormerDelegates.NONE.after(shared, withoutAnn);

    assertThat(former.ids()).containsExactly(ANN.id());
    assertThat(former.after(withoutAnn, written)).isEqualTo(former);
    assertThat(former.after(written, without(written, BEN)).ids())
        .containsExactly(ANN.id(), BEN.id());
    assertThat(former.after(withoutAnn, shared)).isEqualTo(FormerDelegates.NONE);
  }

  @Test
  void whoIsLockedOutNeedNotBeNamedAgain() {
    Entity withoutAnn = without(shared, ANN);
    FormerDelegates former = FormerDelegates.NONE.after(shared, withoutAnn);

    Entity both = CLIENT.rekey(withoutAnn, AUTHOR, OWN, List.of(ANN, BEN));
    Entity benAlone = CLIENT.rekey(withoutAnn, AUTHOR, OWN, List.of(BEN));

    assertThat(former.after(withoutAnn, both)).isEqualTo(FormerDelegates.NONE);
    assertThat(former.after(withoutAnn, benAlone)).isEqualTo(former);
  }

  @Test
  void whoIsLockedOutAndComesBackAndLeavesIsRememberedAsAnybodyElse() {
    Entity locked = CLIENT.rekey(shared, AUTHOR, OWN, List.of(ANN));
    Entity again =
        locked.withGrants(
            List.of(
                locked.grants().get(0),
                CLIENT.grant(locked, AUTHOR, List.of(), ANN, Permission.READ)));
    Entity left = without(again, ANN);
    Entity written = CLIENT.modify(left, AUTHOR, OWN);

    FormerDelegates former = FormerDelegates.NONE.after(again, left);

    assertThat(former.after(left, written).ids()).containsExactly(ANN.id());
  }

  @Test
  void t22_theListIsBoundedAndForgetsTheLongestAgo() {
    List<String> full =
        IntStream.range(0, FormerDelegates.MOST).mapToObj(i -> "former" + i).toList();

    List<String> after = new FormerDelegates(full).after(shared, without(shared, ANN)).ids();

    assertThat(after).hasSize(FormerDelegates.MOST).startsWith("former1").endsWith(ANN.id());
  }
}
