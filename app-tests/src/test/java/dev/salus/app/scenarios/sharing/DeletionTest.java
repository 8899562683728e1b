package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.app.scenarios.stage.EntityKind;
import dev.salus.app.scenarios.stage.EntityKinds;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.Metadata;
import java.util.List;

/** Scenario S35: deleting for everybody and for good. */
final class DeletionTest {

  @Scenario
  void s35_whatIsDeletedIsGoneForEverybody(World world) {
    EntityKinds.ALL.forEach(kind -> goneForEverybody(world, kind));
  }

  private static <T> void goneForEverybody(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    T created = kind.create(hcp1);
    String id = kind.id(created);
    await(kind.share(hcp1, created, hcp2));

    assertThat(await(kind.delete(hcp1, id))).isEqualTo(id);

    for (Person reader : List.of(hcp1, hcp2)) {
      failure(NotFound.class, kind.get(reader, id));
      assertThat(kind.isListed(reader, id)).isFalse();
    }
    T again = kind.withMetadata(created, Metadata.NEW);
    failure(Conflict.class, kind.create(hcp1, again));
    failure(Conflict.class, kind.create(hcp2, again));
  }

  @Scenario
  void s35_aBatchAnswersEachId(World world) {
    EntityKinds.ALL.forEach(kind -> batchAnswersEachId(world, kind));
  }

  private static <T> void batchAnswersEachId(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    String first = kind.id(kind.create(hcp1));
    String others = kind.id(kind.create(hcp2));
    String last = kind.id(kind.create(hcp1));

    List<BatchResult<String>> results = await(kind.delete(hcp1, List.of(first, others, last)));

    assertThat(results).hasSize(3);
    assertThat(results.get(0).orThrow()).isEqualTo(first);
    assertThat(results.get(1))
        .isInstanceOfSatisfying(
            BatchResult.Failed.class,
            failed -> {
              assertThat(failed.id()).isEqualTo(others);
              assertThat(failed.error()).isInstanceOf(NotFound.class);
            });
    assertThat(results.get(2).orThrow()).isEqualTo(last);
    failure(NotFound.class, kind.get(hcp1, first));
    failure(NotFound.class, kind.get(hcp1, last));
    assertThat(kind.id(await(kind.get(hcp2, others)))).isEqualTo(others);
  }

  @Scenario
  void s35_onlyTheCreatorDeletes(World world) {
    EntityKinds.ALL.forEach(kind -> onlyTheCreatorDeletes(world, kind));
  }

  private static <T> void onlyTheCreatorDeletes(World world, EntityKind<T> kind) {
    Person hcp1 = world.hcp();
    Person reader = world.hcp();
    Person writer = world.hcp();
    T created = kind.create(hcp1);
    String id = kind.id(created);
    T shared = await(kind.share(hcp1, created, reader.id(), Access.READ));
    shared = await(kind.share(hcp1, shared, writer));

    failure(Forbidden.class, kind.delete(reader, id));
    failure(Forbidden.class, kind.delete(writer, id));
    failure(NotFound.class, kind.delete(world.hcp(), id));

    assertThat(await(kind.get(hcp1, id))).isEqualTo(shared);
  }
}
