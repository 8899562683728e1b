package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.salus.api.Invalid;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.model.DelegationInfo;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.SkippedDelegate;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Threat T17: a delegate retires its card, so that what it signed holds no more. */
final class RetiredDelegateTest {

  private static final EntityType PATIENT = EntityType.PATIENT;
  private static final LinkFields NO_LINK = new LinkFields(null, null);

  /** As far as the server lets anything be dated, either way, with time for the test to run. */
  private static final Duration FAR = Duration.ofMinutes(4);

  /**
   * A patient whose author shared it with a delegate who gives it to a victim, dated ahead, and
   * then retires its only card, dated back.
   */
  private record Case(
      World world, Person author, Person mallory, Person victim, Person reader, String john) {

    static Case of(World world) {
      Person author = world.hcp();
      Person mallory = world.hcp();
      Person victim = world.hcp();
      Person reader = world.hcp();
      Patient john = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
      john = await(author.patients().giveAccessTo(john, reader.id()));
      john = await(author.patients().giveAccessTo(john, mallory.id(), Access.READ));
      Accomplice accomplice = new Accomplice(world, mallory);
      accomplice.datingAhead(FAR).give(PATIENT, john.id(), victim, NO_LINK, true);
      accomplice.retireOwnCard(FAR);
      return new Case(world, author, mallory, victim, reader, john.id());
    }

    /** Somebody on another machine, which remembers no lists of cards. */
    Person later(Person person) {
      return world.connect(person, person.keys());
    }

    Patient read(Person person) {
      return await(later(person).patients().getPatient(john));
    }
  }

  @Scenario
  void t17_aRetirementThatIsDatedBackIsRefused(World world) {
    Person mallory = world.hcp();
    Accomplice accomplice = new Accomplice(world, mallory);

    Invalid refused =
        catchThrowableOfType(
            Invalid.class, () -> accomplice.retireOwnCard(Duration.ofDays(10_000)));

    assertThat(refused.field()).isEqualTo("at");
  }

  @Scenario
  void t17_whatWasGivenUnderARetiredCardClosesNothingToOthers(World world) {
    Case it = Case.of(world);

    Patient read = it.read(it.author());

    assertThat(it.read(it.reader())).isEqualTo(read);
    assertThat(read.metadata().delegations())
        .extracting(DelegationInfo::delegate)
        .containsExactlyInAnyOrder(it.author().id(), it.reader().id(), it.mallory().id());
    Patient changed =
        await(
            it.later(it.reader())
                .patients()
                .createOrModifyPatient(read.toBuilder().note("Summer").build()));
    assertThat(it.read(it.author())).isEqualTo(changed);
  }

  @Scenario
  void t17_accessIsRevokedThoughADelegateRetiredItsCard(World world) {
    Case it = Case.of(world);
    Person author = it.later(it.author());
    Patient john = it.read(it.author());

    Patient left = await(author.patients().revokeAccess(john, it.mallory().id())).entity();

    assertThat(it.read(it.reader())).isEqualTo(left);
    assertThat(StoredEntities.entity(world, PATIENT, it.john()).encode())
        .as("and what hung on it is gone")
        .doesNotContain(it.victim().id());
  }

  @Scenario
  void t17_whoHasAccessByARetiredCardIsNamedWhenANewKeyIsMade(World world) {
    Case it = Case.of(world);
    Person author = it.later(it.author());

    AccessRevoked<Patient> revoked =
        await(author.patients().revokeAccess(it.read(it.author()), it.reader().id()));

    assertThat(revoked.leftOut())
        .extracting(SkippedDelegate::delegate)
        .containsExactlyInAnyOrder(it.victim().id(), it.mallory().id());
    assertThat(revoked.leftOut())
        .filteredOn(left -> left.delegate().equals(it.victim().id()))
        .singleElement()
        .satisfies(left -> assertThat(left.reason()).contains(it.mallory().id(), "retired"));
    assertThat(revoked.leftOut())
        .as("and who retired its only card, to which nothing can be sealed")
        .filteredOn(left -> left.delegate().equals(it.mallory().id()))
        .singleElement()
        .satisfies(left -> assertThat(left.reason()).contains("no live key card"));
    JsonObject stored = StoredEntities.entity(world, PATIENT, it.john());
    assertThat(StoredEntities.delegationTo(it.mallory().id(), stored).getString("wrapped"))
        .isNull();
    failure(RetiredKey.class, it.later(it.victim()).patients().getPatient(it.john()));
    await(author.patients().giveAccessTo(revoked.entity(), it.victim().id()));
    assertThat(it.read(it.victim()).note()).isEqualTo(Examples.NOTE);
  }

  @Scenario
  void t17_accessIsRemovedThoughADelegateRetiredItsCard(World world) {
    Case it = Case.of(world);
    Person author = it.later(it.author());

    Patient left =
        await(author.patients().removeAccess(it.read(it.author()), it.victim().id())).get();

    assertThat(StoredEntities.entity(world, PATIENT, it.john()).encode())
        .doesNotContain(it.victim().id());
    assertThat(it.read(it.reader())).isEqualTo(left);
  }

  @Scenario
  void t17_aCopyIsMadeThoughADelegateRetiredItsCard(World world) {
    Case it = Case.of(world);
    Person author = it.later(it.author());

    Patient copy = await(author.patients().copyWithout(it.read(it.author()), it.mallory().id()));

    assertThat(await(it.later(it.reader()).patients().getPatient(copy.id())).note())
        .isEqualTo(Examples.NOTE);
    assertThat(List.of(copy.id())).doesNotContain(it.john());
  }
}
