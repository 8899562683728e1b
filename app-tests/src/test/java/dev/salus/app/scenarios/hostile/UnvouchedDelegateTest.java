package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.LinkFields;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.model.Patient;

/** Threat T18: a delegate acts with a card that nobody vouches for, or with junk below itself. */
final class UnvouchedDelegateTest {

  private static final EntityType PATIENT = EntityType.PATIENT;
  private static final LinkFields NO_LINK = new LinkFields(null, null);
  private static final long LARGEST = (1L << 53) - 1;

  /** A patient that its author shared with a delegate, who gives it to a victim with a new card. */
  private record Case(
      World world, Person author, Person mallory, Person victim, Person reader, String john) {

    static Case of(World world) {
      Person author = world.hcp();
      Person mallory = world.hcp();
      Person victim = world.hcp();
      Person reader = world.hcp();
      Patient john = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
      john = await(author.patients().giveAccessTo(john, reader.id()));
      john = await(author.patients().giveAccessTo(john, mallory.id()));
      return new Case(world, author, mallory, victim, reader, john.id());
    }

    void giveWithUnvouchedCard() {
      Accomplice accomplice = new Accomplice(world, mallory);
      OwnerKey unvouched = accomplice.publishUnvouchedCard();
      accomplice.signingWith(unvouched).give(PATIENT, john, victim, NO_LINK, true);
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
  void t18_aCardThatNobodyVouchesForKeepsNobodyFromRevoking(World world) {
    Case it = Case.of(world);
    it.giveWithUnvouchedCard();
    Person author = it.later(it.author());

    Patient left =
        await(author.patients().revokeAccess(it.read(it.author()), it.mallory().id())).entity();

    assertThat(it.read(it.reader())).isEqualTo(left);
  }

  @Scenario
  void t18_aCopyIsMadeThoughADelegateUsedACardThatNobodyVouchesFor(World world) {
    Case it = Case.of(world);
    it.giveWithUnvouchedCard();
    Person author = it.later(it.author());

    Patient copy = await(author.patients().copyWithout(it.read(it.author()), it.mallory().id()));

    assertThat(await(it.later(it.reader()).patients().getPatient(copy.id())).note())
        .isEqualTo(Examples.NOTE);
  }

  @Scenario
  void t18_aWrapWithALargeVersionIsNoRollbackOnceSomebodyHonestShares(World world) {
    Case it = Case.of(world);
    new Accomplice(world, it.mallory())
        .withFloor(LARGEST)
        .give(PATIENT, it.john(), it.victim(), NO_LINK, true);
    Person honest = it.later(it.reader());
    Patient john = it.read(it.reader());

    await(honest.patients().giveAccessTo(john, it.victim().id()));

    assertThat(it.read(it.victim()).note()).isEqualTo(Examples.NOTE);
  }
}
