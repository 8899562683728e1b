package dev.salus.app.fhir;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.PatientReference;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Identifier;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The main job on real input: everything in two FHIR bundles is created by one data owner, and read
 * back by another with whom it is shared automatically.
 */
final class FhirImportTest {

  @Scenario
  void aSecondDataOwnerReadsEveryRecordOfRealBundles(World world) {
    Person writer = world.hcp();
    Person reader = world.hcp();
    await(
        writer
            .users()
            .shareAllFutureDataWith(SharingKind.MEDICAL_INFORMATION, List.of(reader.id())));

    for (String name : FhirBundle.NAMES) {
      FhirBundle bundle = FhirBundle.read(name);
      String patientId = create(bundle, writer);
      Map<String, Integer> counts = FhirBundle.count(name);

      assertThat(counts.get("Patient")).isEqualTo(1);
      FhirComparison.assertSame(
          bundle.resources("Patient").get(0), await(reader.patients().getPatient(patientId)));
      assertThat(readSamples(bundle, reader, patientId)).isEqualTo(counts.get("Observation"));
      assertThat(readElements(bundle, reader, patientId)).isEqualTo(counts.get("Condition"));
    }
  }

  private static String create(FhirBundle bundle, Person writer) {
    Patient patient = FhirMapper.patient(bundle.resources("Patient").get(0));
    String id = await(writer.patients().createOrModifyPatient(patient)).id();
    List<HealthcareElement> elements =
        bundle.resources("Condition").stream().map(FhirMapper::healthcareElement).toList();
    List<DataSample> samples =
        bundle.resources("Observation").stream().map(FhirMapper::dataSample).toList();
    assertAllDone(
        await(writer.elements().createOrModifyHealthcareElements(elements, id)),
        HealthcareElement::metadata);
    assertAllDone(
        await(writer.samples().createOrModifyDataSamplesFor(id, samples)), DataSample::metadata);
    return id;
  }

  private static <T> void assertAllDone(
      List<BatchResult<T>> results, Function<T, Metadata> metadata) {
    assertThat(results)
        .isNotEmpty()
        .allSatisfy(result -> assertThat(metadata.apply(result.orThrow()).skipped()).isEmpty());
  }

  /** Compares each with its resource; answers how many there are. */
  private static int readSamples(FhirBundle bundle, Person reader, String patientId) {
    List<DataSample> listed = await(reader.samples().getDataSamplesForPatient(patientId));
    Map<String, ObjectNode> resources = byId(bundle.resources("Observation"));
    assertThat(listed.stream().map(sample -> fhirId(sample.identifiers())))
        .containsExactlyInAnyOrderElementsOf(resources.keySet());
    for (DataSample sample : listed) {
      DataSample one = await(reader.samples().getDataSample(sample.id()));
      assertThat(one).isEqualTo(sample);
      assertThat(await(reader.samples().extractPatientId(one)).orElseThrow())
          .isEqualTo(new PatientReference(patientId, true));
      FhirComparison.assertSame(resources.get(fhirId(one.identifiers())), one);
    }
    return listed.size();
  }

  private static int readElements(FhirBundle bundle, Person reader, String patientId) {
    List<HealthcareElement> listed =
        await(reader.elements().getHealthcareElementsForPatient(patientId));
    Map<String, ObjectNode> resources = byId(bundle.resources("Condition"));
    assertThat(listed.stream().map(element -> fhirId(element.identifiers())))
        .containsExactlyInAnyOrderElementsOf(resources.keySet());
    for (HealthcareElement element : listed) {
      HealthcareElement one = await(reader.elements().getHealthcareElement(element.id()));
      assertThat(one).isEqualTo(element);
      FhirComparison.assertSame(resources.get(fhirId(one.identifiers())), one);
    }
    return listed.size();
  }

  private static Map<String, ObjectNode> byId(List<ObjectNode> resources) {
    return resources.stream().collect(Collectors.toMap(FhirImportTest::id, each -> each));
  }

  private static String id(JsonNode resource) {
    return "urn:uuid:" + resource.path("id").textValue();
  }

  private static String fhirId(List<Identifier> identifiers) {
    return identifiers.get(0).value();
  }
}
