package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.StoredEntities;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.EntityType;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Threat T01: whoever controls the server reads all that it has; here, as an administrator. */
final class CuriousServerTest {

  /** 256 bytes of padded text with nonce and tag, in base64url. */
  private static final int CONTENT_CHARS = (256 + 12 + 16) * 4 / 3 + 1;

  private static final List<String> CLEAR =
      List.of(
          "id",
          "type",
          "created",
          "modified",
          "author",
          "modifiedBy",
          "writtenUnder",
          "version",
          "keyGeneration",
          "keyCommitment",
          "revoked",
          "tags",
          "links",
          "content",
          "signedBy",
          "signature",
          "grants",
          "rev");

  @Scenario
  void t01_theServerReadsNoContentNoNameAndNoKey(World world) {
    Person hcp1 = world.hcp();
    Person hcp2 = world.hcp();
    Patient john = await(hcp1.patients().createOrModifyPatient(Examples.johnSnow()));
    john = await(hcp1.patients().giveAccessTo(john, hcp2.id()));
    DataSample sample = Examples.sampleFor(john.id(), hcp1);
    HealthcareElement element = Examples.elementFor(john.id(), hcp1);
    List<JsonObject> read =
        List.of(
            StoredEntities.entity(world, EntityType.PATIENT, john.id()),
            StoredEntities.entity(world, EntityType.DATA_SAMPLE, sample.id()),
            StoredEntities.entity(world, EntityType.HEALTHCARE_ELEMENT, element.id()),
            await(world.api(hcp1).cards(hcp1.id(), new JsonObject())),
            exchanges(world, hcp1));

    OwnerKey key = hcp1.keys().current();
    JsonObject ring = hcp1.keys().exportJson().getJsonArray("keys").getJsonObject(0);
    assertThat(ring.getString("keyId")).isEqualTo(key.keyId());
    for (JsonObject each : read) {
      assertThat(each.encode())
          .doesNotContain("John", "Snow", Examples.NOTE, Examples.HELLO, "Pararibulitis")
          .doesNotContain("IC-TEST", "SNOMEDCT")
          .doesNotContain(ring.getString("kemSeed"), ring.getString("signSeed"));
    }
    for (JsonObject entity : read.subList(0, 3)) {
      assertThat(entity.fieldNames()).containsExactlyInAnyOrderElementsOf(CLEAR);
      assertThat(entity.getJsonArray("tags")).isEmpty();
    }
  }

  private static JsonObject exchanges(World world, Person person) {
    JsonObject query = new JsonObject().put("delegator", person.id());
    JsonObject answer = await(world.api(person).exchanges(query));
    assertThat(answer.getJsonArray("items")).hasSizeGreaterThanOrEqualTo(2);
    return answer;
  }

  @Scenario
  void t01_sizesShowInCoarseStepsOnly(World world) {
    Person hcp1 = world.hcp();
    for (int length : List.of(0, 1, 40)) {
      String note = length == 0 ? null : "n".repeat(length);
      Patient john = Examples.johnSnow().toBuilder().note(note).build();
      Patient stored = await(hcp1.patients().createOrModifyPatient(john));
      JsonObject seen = StoredEntities.entity(world, EntityType.PATIENT, stored.id());
      assertThat(seen.getString("content")).as("note of %s", length).hasSize(CONTENT_CHARS);
    }
  }

  @Scenario
  void t01_onlySamplesOfOnePatientShareALink(World world) {
    Person hcp1 = world.hcp();
    String john = Examples.patientOf(hcp1);
    String other = Examples.patientOf(hcp1);

    Object first = links(world, Examples.sampleFor(john, hcp1).id());
    Object second = links(world, Examples.sampleFor(john, hcp1).id());
    Object others = links(world, Examples.sampleFor(other, hcp1).id());
    JsonObject element =
        StoredEntities.entity(
            world, EntityType.HEALTHCARE_ELEMENT, Examples.elementFor(john, hcp1).id());

    assertThat(second).isEqualTo(first);
    assertThat(others).isNotEqualTo(first);
    assertThat(element.getJsonArray("links")).hasSize(1).isNotEqualTo(first);
    assertThat(StoredEntities.entity(world, EntityType.PATIENT, john).getJsonArray("links"))
        .isEmpty();
  }

  private static Object links(World world, String sample) {
    return StoredEntities.entity(world, EntityType.DATA_SAMPLE, sample).getJsonArray("links");
  }
}
