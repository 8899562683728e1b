package dev.salus.app.scenarios.recovery;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.AccessBack;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.FurtherDevices;
import dev.salus.app.scenarios.stage.Large;
import dev.salus.app.scenarios.stage.LocalPremises;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting;
import dev.salus.app.scenarios.stage.World;
import dev.salus.core.entities.EntitiesVerticle;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataSample;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenario S42: what giving access back costs does not depend on how many entities are shared. They
 * are 10 000, on CouchDB only in the {@link Large} form.
 */
final class CostOfGivingBackTest {

  private static final int MANY = 10_000;
  private static final int MANY_FOR_COUCHDB = Large.form(1_000, MANY);
  private static final int BATCH = 1_000;

  /** Two who share something, and what they share. */
  private record Pair(Person one, Person other, String patient, List<String> samples) {}

  @ParameterizedTest
  @EnumSource(names = {"MEMORY", "COUCHDB"})
  void s42_oneSharedEntityAndThousandsCostTheSameStoreOperations(Setting.StoreKind kind) {
    CountedStore store = new CountedStore();
    try (ScenarioServer server = new ScenarioServer(kind, Clock.systemUTC(), store::around);
        World bus = new World(new LocalPremises(server, Setting.Wire.BUS));
        World http = new World(new LocalPremises(server, Setting.Wire.HTTP))) {
      Pair few = sharing(bus, 1);
      Pair many = sharing(bus, kind == Setting.StoreKind.COUCHDB ? MANY_FOR_COUCHDB : MANY);
      for (World wire : List.of(bus, http)) {
        Map<String, Integer> once = givingBack(wire, few, store);
        Map<String, Integer> often = givingBack(wire, many, store);

        assertThat(often).isEqualTo(once);
        assertThat(once).isNotEmpty();
        assertThat(once.keySet()).noneMatch(CostOfGivingBackTest::isOnEntities);
      }
    }
  }

  private static boolean isOnEntities(String operation) {
    return operation.endsWith(" " + EntitiesVerticle.collections().get(0).name());
  }

  /** The operations from asking to having taken back; what is shared is open then. */
  private static Map<String, Integer> givingBack(World wire, Pair pair, CountedStore store) {
    Person other = wire.connect(pair.other(), pair.other().keys());
    Person lost = FurtherDevices.secondDevice(wire, pair.one());
    store.taken();
    AccessBack.giveBack(other, await(lost.salus().accessBackApi().ask(pair.other().id())), lost);
    assertThat(AccessBack.accept(lost, other).records()).isEqualTo(1);
    Map<String, Integer> taken = store.taken();

    List<String> some = new ArrayList<>(pair.samples());
    Collections.shuffle(some);
    for (String id : some.subList(0, Math.min(20, some.size()))) {
      assertThat(await(lost.samples().getDataSample(id)).content())
          .isEqualTo(Examples.helloWorld().content());
    }
    assertThat(await(lost.patients().getPatient(pair.patient())).note()).isEqualTo(Examples.NOTE);
    assertThat(store.taken().keySet()).anyMatch(CostOfGivingBackTest::isOnEntities);
    return taken;
  }

  private static Pair sharing(World world, int count) {
    Person one = world.hcp();
    Person other = world.hcp();
    await(one.users().shareAllFutureDataWith(List.of(other.id())));
    String patient = Examples.patientOf(one);
    List<String> samples = new ArrayList<>();
    while (samples.size() < count) {
      List<DataSample> batch =
          Collections.nCopies(Math.min(BATCH, count - samples.size()), Examples.helloWorld());
      await(one.samples().createOrModifyDataSamplesFor(patient, batch)).stream()
          .map(BatchResult::orThrow)
          .map(DataSample::id)
          .forEach(samples::add);
    }
    await(other.patients().getPatient(patient));
    Notarial.compare(other, one);
    return new Pair(one, other, patient, samples);
  }
}
