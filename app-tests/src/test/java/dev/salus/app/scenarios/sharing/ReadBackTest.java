package dev.salus.app.scenarios.sharing;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Invalid;
import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.Patient;
import dev.salus.testkit.HostileServer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Scenario S52: what no reader would take back is refused before it is sent. */
final class ReadBackTest {

  /**
   * Something that JSON has, and no reader takes.
   *
   * @param field that is named
   * @param limit that is told
   */
  private record Unreadable(String field, String limit, Object value) {}

  private static List<Unreadable> all() {
    Object deep = "x";
    for (int i = 0; i < 100; i++) {
      deep = List.of(deep);
    }
    return List.of(
        new Unreadable("properties.a", "50000", Map.of("n".repeat(50_001), 1)),
        new Unreadable("properties.a", "1000", BigInteger.TEN.pow(1_000)),
        new Unreadable("properties.a[0]", "100 levels", deep));
  }

  @Scenario
  void s52_whatNoReaderTakesBackIsNeverSent(World world) {
    HostileServer server = new HostileServer();
    Person hcp1 = world.person(DataOwner.Type.HCP, server::between);
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    for (Unreadable each : all()) {
      Patient fresh = Examples.johnSnow().toBuilder().properties(Map.of("a", each.value())).build();
      Patient next = john.toBuilder().properties(Map.of("a", each.value())).build();

      for (Patient written : List.of(fresh, next)) {
        Invalid refused = failure(Invalid.class, hcp1.patients().createOrModifyPatient(written));

        assertThat(refused.field()).startsWith(each.field());
        assertThat(refused.detail()).contains(each.limit()).hasSizeLessThan(500);
      }
    }

    assertThat(server.asked(Operation.CREATE_ENTITY)).hasSize(1);
    assertThat(server.asked(Operation.MODIFY_ENTITY)).isEmpty();
    assertThat(await(hcp1.patients().getPatient(john.id()))).isEqualTo(john);
  }
}
