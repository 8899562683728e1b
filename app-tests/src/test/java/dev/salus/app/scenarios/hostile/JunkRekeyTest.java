package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.result.AccessRevoked;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.error.TamperedEntity.What;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Threat T18: a delegate who may write makes a new key and wraps junk for all others. */
final class JunkRekeyTest {

  private static final String JUNK = Base64Url.encode(new byte[64]);

  /** A patient that a delegate closed to its author and to a reader. */
  private record Case(
      World world, Person author, Person mallory, Person reader, Patient last, DataSample sample) {

    static Case of(World world) {
      HostileServer own = new HostileServer();
      Person author = world.hcp();
      Person reader = world.hcp();
      Person mallory = world.person(DataOwner.Type.HCP, own::between);
      Person d = world.device();
      Patient john = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
      DataSample sample = Examples.sampleFor(john.id(), author);
      john = await(author.patients().giveAccessTo(john, reader.id(), Access.READ));
      john = await(author.patients().giveAccessTo(john, mallory.id()));
      Patient last = await(mallory.patients().giveAccessTo(john, d.id()));
      own.on(
          Operation.REKEY,
          (asked, honest) -> {
            JsonObject entity = asked.body().getJsonObject("entity");
            for (Person each : List.of(author, reader)) {
              StoredEntities.delegationTo(each.id(), entity).put("wrapped", JUNK);
            }
            return honest.get();
          });
      await(mallory.patients().revokeAccess(last, d.id()));
      return new Case(world, author, mallory, reader, last, sample);
    }
  }

  @Scenario
  void t18_whoWrappedJunkIsNamedAndTheAuthorPutsItRight(World world) {
    Case it = Case.of(world);
    String john = it.last().id();

    TamperedEntity closed = failure(TamperedEntity.class, it.author().patients().getPatient(john));

    assertThat(closed.what()).isEqualTo(What.WRAP);
    assertThat(closed.by()).contains(it.mallory().id());
    AccessRevoked<Patient> written =
        await(it.author().patients().writeUnderNewKey(it.last(), Set.of(it.mallory().id())));
    assertThat(written.revoked()).containsExactly(it.mallory().id());
    assertThat(written.entity().note()).isEqualTo(Examples.NOTE);
    for (Person reader : List.of(it.author(), it.reader())) {
      assertThat(await(reader.patients().getPatient(john))).isEqualTo(written.entity());
    }
  }

  @Scenario
  void t18_aNewKeyIsMadeWithoutLockingAnybodyOut(World world) {
    Case it = Case.of(world);

    Patient written = await(it.author().patients().writeUnderNewKey(it.last(), Set.of())).entity();

    for (Person reader : List.of(it.author(), it.reader(), it.mallory())) {
      assertThat(await(reader.patients().getPatient(written.id()))).isEqualTo(written);
    }
    failure(Forbidden.class, it.reader().patients().writeUnderNewKey(it.last(), Set.of()));
  }

  @Scenario
  void t18_theDataOfAPatientIsFoundThoughItsRecordIsClosed(World world) {
    Case it = Case.of(world);

    assertThat(await(it.author().samples().getDataSamplesForPatient(it.last().id())))
        .containsExactly(it.sample());
  }
}
