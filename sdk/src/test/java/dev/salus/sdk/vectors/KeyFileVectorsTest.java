package dev.salus.sdk.vectors;

import static dev.salus.sdk.vectors.VectorFiles.cases;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.sdk.keys.KeyRing;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Reads the vectors of key files and checks the file store against them. */
class KeyFileVectorsTest {

  private static final String FILE = "key-file.json";

  @Test
  void s45_keyFilesOpenWithTheirPassphrase() {
    requireOpen(FILE);
  }

  @Test
  void s67_keyFilesOfTheTypeScriptSdkOpen() {
    requireOpen("key-file-interop.json");
  }

  private static void requireOpen(String name) {
    cases(name, "cases")
        .forEach(
            c -> {
              JsonObject keyFile = c.getJsonObject("keyFile");
              KeyRing ring = KeyFileVectors.open(c.getString("passphrase"), keyFile);
              assertThat(ring.exportJson().encode()).isEqualTo(c.getJsonObject("keyRing").encode());
            });
  }

  @Test
  void s45_othersAreRefused() {
    cases(FILE, "refused")
        .forEach(
            c ->
                assertThat(
                        KeyFileVectors.refusal(
                            c.getString("passphrase"), c.getJsonObject("keyFile")))
                    .as(c.getString("name"))
                    .isEqualTo(c.getString("reason")));
  }
}
