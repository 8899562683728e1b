package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Permission;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/**
 * Whatever several people do with one entity, in whatever order: whoever the delegations say can
 * read, can read, and nobody else; and the same for writing.
 */
final class SharingInvariantsTest {

  private static final EntityType PATIENT = EntityType.PATIENT;
  private static final int MOST_STEPS = 16;
  private static final int MOST_DELEGATIONS = 20;

  /** One thing that one of the people tries to do; the author is the first of them. */
  sealed interface Step {

    /** Gives another a permission. */
    record Share(int by, int to, Permission permission) implements Step {}

    /** Writes the next version. */
    record Modify(int by) implements Step {}

    /** Gives up all access. */
    record Leave(int by) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> person = Arbitraries.integers().between(0, Cast.PEOPLE - 1);
    Arbitrary<Step> share =
        Combinators.combine(person, person, Arbitraries.of(Permission.class)).as(Step.Share::new);
    Arbitrary<Step> modify = person.map(Step.Modify::new);
    Arbitrary<Step> leave = person.map(Step.Leave::new);
    return Arbitraries.frequencyOf(Tuple.of(6, share), Tuple.of(1, modify), Tuple.of(2, leave))
        .list()
        .ofMinSize(3)
        .ofMaxSize(MOST_STEPS);
  }

  @Property(tries = 150)
  void whoeverTheDelegationsSayCanReadCanReadAndNobodyElse(@ForAll("steps") List<Step> steps) {
    Cast cast = Store.getOrCreate(Cast.class, Lifespan.PROPERTY, Cast::new).get();
    AccessModel model = new AccessModel();
    String id = Examples.patientOf(cast.person(AccessModel.AUTHOR));
    for (Step step : steps) {
      if (step instanceof Step.Share share) {
        share(cast, model, id, share);
      } else if (step instanceof Step.Modify modify) {
        modify(cast, model, id, modify.by());
      } else if (step instanceof Step.Leave leave) {
        leave(cast, model, id, leave.by());
      }
      readsWhoMayRead(cast, model, id);
    }
    for (int person = 0; person < Cast.PEOPLE; person++) {
      modify(cast, model, id, person);
    }
  }

  private static void share(Cast cast, AccessModel model, String id, Step.Share step) {
    Person by = cast.person(step.by());
    String to = cast.person(step.to()).id();
    Access access = step.permission() == Permission.READ ? Access.READ : Access.WRITE;
    if (model.permissionOf(step.by()).isEmpty()) {
      Patient elsewhere = await(cast.person(AccessModel.AUTHOR).patients().getPatient(id));
      failure(NotFound.class, by.patients().giveAccessTo(elsewhere, to, access));
      return;
    }
    Patient current = await(by.patients().getPatient(id));
    if (!model.covers(step.by(), step.permission())) {
      failure(Forbidden.class, by.patients().giveAccessTo(current, to, access));
    } else if (model.covers(step.to(), step.permission())
        && model.isKnownToOpen(step.by(), step.to())) {
      assertThat(await(by.patients().giveAccessTo(current, to, access))).isEqualTo(current);
    } else if (model.hasGiven(step.by(), step.to())) {
      // one delegation by each to each (protocol §5): more needs removing the lesser one first
      failure(Invalid.class, by.patients().giveAccessTo(current, to, access));
    } else {
      await(by.patients().giveAccessTo(current, to, access));
      model.give(step.by(), step.to(), step.permission());
    }
  }

  private static void modify(Cast cast, AccessModel model, String id, int person) {
    Person by = cast.person(person);
    Optional<Permission> permission = model.permissionOf(person);
    if (permission.isEmpty()) {
      Patient elsewhere = await(cast.person(AccessModel.AUTHOR).patients().getPatient(id));
      failure(NotFound.class, by.patients().createOrModifyPatient(elsewhere));
      return;
    }
    Patient current = await(by.patients().getPatient(id));
    Patient changed = current.toBuilder().note(current.note() + person).build();
    if (permission.get() == Permission.READ) {
      failure(Forbidden.class, by.patients().createOrModifyPatient(changed));
    } else {
      Patient written = await(by.patients().createOrModifyPatient(changed));
      assertThat(written.note()).isEqualTo(changed.note());
    }
  }

  private static void leave(Cast cast, AccessModel model, String id, int person) {
    ServerApi server = cast.server(person);
    if (model.permissionOf(person).isEmpty()) {
      failure(NotFound.class, server.entity(PATIENT, id));
      return;
    }
    if (person == AccessModel.AUTHOR) {
      JsonObject stored = await(server.entity(PATIENT, id));
      String own = StoredEntities.ownExchangeOfAuthor(stored);
      failure(Forbidden.class, server.removeDelegation(PATIENT, id, own, stored.getString("rev")));
      return;
    }
    boolean left = false;
    for (int i = 0; i < MOST_DELEGATIONS && !left; i++) {
      JsonObject stored = await(server.entity(PATIENT, id));
      String exchange = StoredEntities.exchangeOf(stored, cast.person(person).id());
      left = await(server.removeDelegation(PATIENT, id, exchange, stored.getString("rev"))) == null;
    }
    assertThat(left).isTrue();
    model.leave(person);
  }

  private static void readsWhoMayRead(Cast cast, AccessModel model, String id) {
    Patient current = await(cast.person(AccessModel.AUTHOR).patients().getPatient(id));
    assertThat(current.metadata().delegations())
        .containsExactlyInAnyOrderElementsOf(delegations(cast, model));
    Entity stored = Entity.parse(StoredEntities.entity(cast.world(), PATIENT, id));
    for (int i = 0; i < Cast.PEOPLE; i++) {
      Person person = cast.person(i);
      Optional<Permission> permission = model.permissionOf(i);
      assertThat(stored.delegations().permissionOf(person.id())).isEqualTo(permission);
      if (permission.isPresent()) {
        assertThat(await(person.patients().getPatient(id))).isEqualTo(current);
      } else {
        failure(NotFound.class, person.patients().getPatient(id));
      }
    }
  }

  private static List<DelegationInfo> delegations(Cast cast, AccessModel model) {
    String author = cast.person(AccessModel.AUTHOR).id();
    Stream<DelegationInfo> given =
        model.gifts().stream()
            .map(
                gift ->
                    new DelegationInfo(
                        cast.person(gift.to()).id(),
                        gift.permission(),
                        cast.person(gift.by()).id(),
                        true));
    return Stream.concat(
            Stream.of(new DelegationInfo(author, Permission.WRITE, author, true)), given)
        .toList();
  }
}
