package dev.salus.storage.contract;

import org.junit.jupiter.api.extension.ExtendWith;

/** What every part of the kit needs from the plugin under test. */
@ExtendWith(StoreFixtureExtension.class)
public interface StoreContract {

  /** An empty place for data; called once for each test. */
  TestBackend newBackend();

  /** How much the tests do. */
  default Scale scale() {
    return Scale.STANDARD;
  }
}
