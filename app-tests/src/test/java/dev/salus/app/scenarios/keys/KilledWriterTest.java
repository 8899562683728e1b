package dev.salus.app.scenarios.keys;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.crypto.Argon2;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.error.TamperedEntity;
import dev.salus.sdk.keys.FileKeyStore;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed right after a write of its own was acknowledged: what it was told is on the
 * disk by then, and nothing older is taken for it.
 */
final class KilledWriterTest {

  private static final Argon2.Costs CHEAP = new Argon2.Costs(8_192, 1, 1);

  @TempDir private Path directory;

  private static FileKeyStore store(World world, Path directory) {
    return FileKeyStore.in(
        world.vertx(), directory, "Winter is coming".toCharArray(), CHEAP, new SecureRandom());
  }

  private Path keys() {
    return directory.resolve("keys");
  }

  private Person writer(World world) {
    Person account = world.account(DataOwner.Type.HCP);
    FileKeyStore store = store(world, keys());
    await(store.save(account.keys()));
    await(store.release(account.id()));
    return world.connect(account, account.keys(), options -> options.withKeyStore(store));
  }

  /** What a kill at this moment leaves, as a later process with a hostile server finds it. */
  private Salus killed(World world, Person writer, HostileServer server) throws IOException {
    Path left = Files.createTempDirectory(directory, "killed");
    try (Stream<Path> files = Files.list(keys())) {
      for (Path file : files.toList()) {
        Files.copy(file, left.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    SalusOptions options =
        SalusOptions.of(world.transport(writer)).withKeyStore(store(world, left));
    return await(world.open(server.between(options)));
  }

  private static void rolledBack(Future<?> read) {
    TamperedEntity found = failure(TamperedEntity.class, read);
    assertThat(found.what()).isEqualTo(TamperedEntity.What.ROLLBACK);
  }

  private static JsonObject stored(World world, Person person, Patient patient) {
    return await(world.api(person).entity(EntityType.PATIENT, patient.requireId()));
  }

  @Scenario
  void t05_whatWasAcknowledgedBeforeAKillIsRemembered(World world) throws IOException {
    Person writer = writer(world);
    Patient john = await(writer.patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject old = stored(world, writer, john);

    await(writer.patients().createOrModifyPatient(john.toBuilder().note("later").build()));

    HostileServer server = new HostileServer();
    Salus later = killed(world, writer, server);
    server.replace(Operation.ENTITY, old);
    rolledBack(later.patientApi().getPatient(john.requireId()));
  }

  @Scenario
  void t05_soAreTheWritesOfABatchAndANewKey(World world) throws IOException {
    Person writer = writer(world);
    Patient john = await(writer.patients().createOrModifyPatient(Examples.johnSnow()));
    JsonObject oldJohn = stored(world, writer, john);
    DataSample hello = Examples.sampleFor(john.requireId(), writer);
    JsonObject oldHello = await(world.api(writer).entity(EntityType.DATA_SAMPLE, hello.id()));

    await(writer.patients().writeUnderNewKey(john, Set.of()));
    List<BatchResult<DataSample>> results =
        await(
            writer
                .samples()
                .createOrModifyDataSamplesFor(
                    john.requireId(), List.of(hello.toBuilder().comment("later").build())));

    assertThat(results).singleElement().isInstanceOf(BatchResult.Done.class);
    HostileServer server = new HostileServer();
    Salus later = killed(world, writer, server);
    server.replace(Operation.ENTITY, oldJohn);
    rolledBack(later.patientApi().getPatient(john.requireId()));
    server.replace(Operation.ENTITY, oldHello);
    rolledBack(later.dataSampleApi().getDataSample(hello.requireId()));
  }
}
