package dev.salus.app.scenarios.content;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.LocalPremises;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting.StoreKind;
import dev.salus.app.scenarios.stage.Setting.Wire;
import dev.salus.app.scenarios.stage.ShiftedClock;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.account.DataOwnerApi;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.Quotas;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An author whose entities fill its quota of bytes (threat T23). */
final class StoredBytesTest {

  private static final String ROWS = "entity-usage";
  private static final long USUAL = Quota.ENTITY_BYTES.usual();

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void t23_whoHasNoRoomLeftStoresNothingMoreUntilThereIsSome(StoreKind kind) {
    ShiftedClock clock = new ShiftedClock();
    try (ScenarioServer server = new ScenarioServer(kind, clock);
        World world = new World(new LocalPremises(server, Wire.BUS))) {
      Person author = world.hcp();
      Person full = world.hcp();
      JsonObject row =
          new JsonObject().put("bytes", USUAL - 10).put("countedAt", System.currentTimeMillis());
      await(server.store().put(ROWS, Document.create(full.id(), row)));

      QuotaExceeded refused =
          failure(QuotaExceeded.class, full.patients().createOrModifyPatient(Examples.johnSnow()));
      assertThat(refused.quota()).isEqualTo("entityBytes");
      assertThat(refused.limit()).isEqualTo(USUAL);
      assertThat(await(full.patients().getPatients(EntityFilter.ALL)).items()).isEmpty();
      assertThat(await(server.store().get(ROWS, full.id())).orElseThrow().body()).isEqualTo(row);
      Patient johns = await(author.patients().createOrModifyPatient(Examples.johnSnow()));
      assertThat(await(author.patients().getPatient(johns.id())).note()).isEqualTo(Examples.NOTE);

      DataOwnerApi owners = world.admin().dataOwnerApi();
      Quotas before = await(owners.getQuotas(full.id()));
      await(owners.setQuotas(full.id(), before.with(Quota.ENTITY_BYTES, 2 * USUAL)));
      clock.putForward(Duration.ofSeconds(2));
      await(full.patients().createOrModifyPatient(Examples.johnSnow()));
      assertThat(await(server.store().get(ROWS, full.id())).orElseThrow().body().getLong("bytes"))
          .isGreaterThan(USUAL);
    }
  }
}
