package dev.salus.app.scenarios.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Setting.StoreKind;
import dev.salus.app.scenarios.stage.Setting.Wire;
import org.junit.jupiter.api.Test;

/** Scenarios leave out no store that keeps data, and no transport. */
final class SettingTest {

  @Test
  void eachStoreThatKeepsDataAndEachTransportIsThere() {
    assertThat(Setting.each())
        .extracting(Setting::store)
        .contains(StoreKind.SQLITE, StoreKind.COUCHDB);
    assertThat(Setting.each()).extracting(Setting::wire).contains(Wire.values());
    assertThat(Setting.every()).hasSize(StoreKind.values().length * Wire.values().length);
  }
}
