package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.entity.result.PotentiallyEncrypted;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Doubtful;
import dev.salus.sdk.error.DoubtfulContent;
import dev.salus.sdk.error.RetiredKey;
import dev.salus.sdk.error.UntrustedKey;
import dev.salus.sdk.model.DoubtfulOrigin;
import dev.salus.sdk.model.Patient;
import java.time.Duration;

/**
 * Threats T17 and T18: what a delegate wrote with a key that does not count for it is never shown
 * as genuine, and never in the way.
 */
final class DoubtfulContentTest {

  private static final EntityType PATIENT = EntityType.PATIENT;
  private static final String FORGED = "Winter is over";

  /** As far as the server lets anything be dated, either way, with time for the test to run. */
  private static final Duration FAR = Duration.ofMinutes(4);

  /** A patient whose author shared it with a delegate who may write, and with a reader. */
  private record Case(World world, Person author, Person mallory, Person reader, String john) {

    static Case of(World world) {
      Person author = world.hcp();
      Person mallory = world.hcp();
      Person reader = world.hcp();
      Patient john = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
      john = await(author.patients().giveAccessTo(john, reader.id()));
      john = await(author.patients().giveAccessTo(john, mallory.id()));
      return new Case(world, author, mallory, reader, john.id());
    }

    /** Written with a key that its owner then says was retired before. */
    static Case retired(World world) {
      Case it = of(world);
      Accomplice accomplice = new Accomplice(world, it.mallory());
      accomplice.datingAhead(FAR).overwrite(PATIENT, it.john(), "{\"note\":\"" + FORGED + "\"}");
      accomplice.retireOwnCard(FAR);
      return it;
    }

    OwnerKey writeWithUnvouchedCard() {
      Accomplice accomplice = new Accomplice(world, mallory);
      OwnerKey unvouched = accomplice.publishUnvouchedCard();
      accomplice.signingWith(unvouched).overwrite(PATIENT, john, "{\"note\":\"" + FORGED + "\"}");
      return unvouched;
    }

    /** Somebody on another machine, which remembers no lists of cards. */
    Person later(Person person) {
      return world.connect(person, person.keys());
    }

    Patient doubtful(Person person) {
      PotentiallyEncrypted<Patient> seen = await(person.patients().getAndTryDecrypt(john));
      assertThat(seen).isInstanceOf(Doubtful.class);
      Patient value = ((Doubtful<Patient>) seen).value();
      assertThat(value.note()).isEqualTo(FORGED);
      assertThat(value.metadata().doubtful())
          .extracting(DoubtfulOrigin::writer)
          .isEqualTo(mallory.id());
      return value;
    }

    /** Once the author has written the entity, whatever it was, all is as ever. */
    void overwrittenBy(Person person, Patient current) {
      Patient written =
          await(
              person
                  .patients()
                  .createOrModifyPatient(current.toBuilder().note(Examples.NOTE).build()));
      assertThat(written.metadata().doubtful()).isNull();
      assertThat(await(later(reader).patients().getPatient(written.id()))).isEqualTo(written);
      await(person.patients().giveAccessTo(written, world.device().id()));
    }
  }

  @Scenario
  void t17_whatWasWrittenUnderARetiredCardIsNamedMarkedAndOverwritten(World world) {
    Case it = Case.retired(world);
    Person author = it.later(it.author());

    RetiredKey refused = failure(RetiredKey.class, author.patients().getPatient(it.john()));

    assertThat(refused.dataOwner()).isEqualTo(it.mallory().id());
    assertThat(refused.keyId()).isEqualTo(it.mallory().keys().current().keyId());
    assertThat(await(author.patients().getPatients(EntityFilter.ALL)).items())
        .singleElement()
        .isInstanceOfSatisfying(
            Doubtful.class, item -> assertThat(item.reason()).isInstanceOf(RetiredKey.class));
    Patient seen = it.doubtful(author);
    failure(RetiredKey.class, author.patients().giveAccessTo(seen, world.device().id()));
    it.overwrittenBy(author, seen);
  }

  @Scenario
  void t17_theDataOfAPatientIsFoundThoughItsRecordIsDoubtful(World world) {
    Case it = Case.retired(world);
    Person author = it.later(it.author());

    String sample = Examples.sampleFor(it.john(), author).id();

    assertThat(await(author.samples().getDataSamplesForPatient(it.john())))
        .singleElement()
        .matches(found -> sample.equals(found.id()));
  }

  @Scenario
  void t17_aNewKeyVouchesForNobodysContent(World world) {
    Case it = Case.retired(world);
    Person author = it.later(it.author());

    AccessRevoked<Patient> revoked =
        await(author.patients().revokeAccess(it.doubtful(author), it.mallory().id()));

    assertThat(revoked.doubt()).isInstanceOf(DoubtfulContent.class);
    Person reader = it.later(it.reader());
    DoubtfulContent refused =
        failure(DoubtfulContent.class, reader.patients().getPatient(it.john()));
    assertThat(refused.writer()).isEqualTo(it.mallory().id());
    assertThat(it.doubtful(reader)).isEqualTo(revoked.entity());
    it.overwrittenBy(author, revoked.entity());
  }

  @Scenario
  void t17_whoWritesOverDoubtfulContentSignsNothingOfItButWhatTheySaw(World world) {
    Case it = Case.of(world);
    Accomplice accomplice = new Accomplice(world, it.mallory());
    String hidden = "\"gender\":7,\"maritalStatus\":{\"code\":\"S\",\"display\":7}";
    accomplice
        .datingAhead(FAR)
        .overwrite(PATIENT, it.john(), "{\"note\":\"" + FORGED + "\"," + hidden + "}");
    accomplice.retireOwnCard(FAR);
    Person author = it.later(it.author());
    Patient marked =
        await(author.patients().revokeAccess(it.doubtful(author), it.mallory().id())).entity();
    Accomplice stored = new Accomplice(world, author);
    assertThat(stored.content(PATIENT, it.john())).contains(hidden, "doubtful");

    it.overwrittenBy(author, marked);

    assertThat(stored.content(PATIENT, it.john()))
        .contains(Examples.NOTE)
        .doesNotContain("gender", "display", "doubtful");
  }

  @Scenario
  void t17_aCopySaysThatItWasMadeOfDoubtfulContent(World world) {
    Case it = Case.retired(world);
    Person author = it.later(it.author());

    Patient copy = await(author.patients().copyWithout(it.doubtful(author), it.mallory().id()));

    assertThat(copy.metadata().doubtful())
        .extracting(DoubtfulOrigin::writer)
        .isEqualTo(it.mallory().id());
    failure(DoubtfulContent.class, it.later(it.reader()).patients().getPatient(copy.id()));
    it.overwrittenBy(author, copy);
  }

  @Scenario
  void t17_accessIsRemovedThoughTheContentIsDoubtful(World world) {
    Case it = Case.retired(world);
    Person author = it.later(it.author());

    Patient left =
        await(author.patients().removeAccess(it.doubtful(author), it.mallory().id())).orElseThrow();

    assertThat(it.doubtful(it.later(it.reader()))).isEqualTo(left);
    it.overwrittenBy(author, left);
  }

  @Scenario
  void t18_whatACardWroteThatNobodyVouchesForIsGenuineOnceItIsConfirmed(World world) {
    Case it = Case.of(world);
    OwnerKey unvouched = it.writeWithUnvouchedCard();
    Person author = it.later(it.author());

    UntrustedKey refused = failure(UntrustedKey.class, author.patients().getPatient(it.john()));
    assertThat(refused.keyId()).isEqualTo(unvouched.keyId());
    it.doubtful(author);
    await(author.salus().dataOwnerApi().confirmKey(it.mallory().id(), unvouched.keyId()));

    Patient read = await(author.patients().getPatient(it.john()));
    assertThat(read.note()).isEqualTo(FORGED);
    assertThat(read.metadata().doubtful()).isNull();
  }

  @Scenario
  void t18_whatACardWroteThatNobodyVouchesForIsOverwritten(World world) {
    Case it = Case.of(world);
    it.writeWithUnvouchedCard();
    Person author = it.later(it.author());

    it.overwrittenBy(author, it.doubtful(author));
  }
}
