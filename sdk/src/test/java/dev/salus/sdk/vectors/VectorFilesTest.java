package dev.salus.sdk.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * That the files are exactly what the makers in this package make, so that no formula changes
 * unnoticed. With {@code -Dsalus.vectors.write=true} it writes them first (see the README beside
 * them).
 */
class VectorFilesTest {

  /** Made by other libraries, or by the TypeScript SDK. */
  private static final Set<String> FOREIGN =
      Set.of(
          "argon2-interop.json",
          "entities-interop.json",
          "hpke-interop.json",
          "key-file-interop.json",
          "published.json",
          "recovery-interop.json");

  private static final TreeMap<String, Supplier<JsonObject>> MADE = new TreeMap<>();

  static {
    MADE.put("pae.json", BasicVectors::pae);
    MADE.put("box.json", BasicVectors::box);
    MADE.put("derivations.json", BasicVectors::derivations);
    MADE.put("padding.json", BasicVectors::padding);
    MADE.put("cards.json", KeyVectors::cards);
    MADE.put("exchanges.json", KeyVectors::exchanges);
    MADE.put("trust.json", TrustVectors::make);
    MADE.put("delegations.json", DelegationVectors::make);
    MADE.put("policies.json", KeyVectors::policies);
    MADE.put("key-ring.json", KeyVectors::keyRing);
    MADE.put("key-file.json", KeyFileVectors::make);
    MADE.put("invitations.json", InvitationVectors::make);
    MADE.put("recovery.json", RecoveryVectors::make);
    MADE.put("notaries.json", NotaryVectors::make);
    MADE.put("entities.json", EntityVectors::entities);
    MADE.put("records.json", RecordVectors::make);
    MADE.put("meaning.json", MeaningVectors::make);
    MADE.put("refused-wire.json", RefusedWire::make);
    MADE.put("refused-boxes.json", RefusedBoxes::make);
  }

  @BeforeAll
  static void writeIfAsked() {
    if (Boolean.getBoolean("salus.vectors.write")) {
      MADE.forEach((name, made) -> VectorFiles.write(name, text(made)));
    }
  }

  @Test
  void everyFileIsMadeHereOrByAnotherLibrary() {
    Set<String> known = new TreeSet<>(MADE.keySet());
    known.addAll(FOREIGN);
    assertThat(VectorFiles.names()).containsExactlyElementsOf(known);
  }

  @Test
  void filesAreWhatTheMakersMake() {
    MADE.forEach((name, made) -> assertThat(VectorFiles.text(name)).as(name).isEqualTo(text(made)));
  }

  private static String text(Supplier<JsonObject> made) {
    return made.get().encodePrettily() + "\n";
  }
}
