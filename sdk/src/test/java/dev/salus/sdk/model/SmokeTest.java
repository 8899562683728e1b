package dev.salus.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void roundTrip() {
    Patient p =
        Patient.builder()
            .firstName("John")
            .lastName("Snow")
            .note("Winter is coming")
            .properties(Map.of("a", List.of(1, 2.5, "x")))
            .build();
    byte[] json = ModelJson.write(p);
    System.out.println(new String(json, StandardCharsets.UTF_8));
    assertThat(ModelJson.readPatient(json)).isEqualTo(p);
    assertThat(p.metadata()).isEqualTo(Metadata.NEW);
  }
}
