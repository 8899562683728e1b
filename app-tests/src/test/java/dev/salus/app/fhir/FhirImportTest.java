package dev.salus.app.fhir;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.PatientReference;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Identifier;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.sdk.trust.TrustPolicy;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenario S64: a directory of FHIR bundles is imported for one data owner, and read back by
 * another with whom it is shared automatically.
 */
final class FhirImportTest {

  /** Waits as a command does, and may end as a process that is killed: after the server is done. */
  private static final class Waiting implements FhirImport.Waiting {

    private int left;

    private Waiting(int calls) {
      this.left = calls;
    }

    @Override
    public <T> T get(Future<T> future) throws TimeoutException {
      T result = await(future);
      if (left == 0) {
        throw new TimeoutException("killed");
      }
      left--;
      return result;
    }
  }

  private record Import(ImportReport report, List<String> progress) {}

  private static Import imported(Path directory, Person writer, int calls)
      throws IOException, TimeoutException {
    List<String> progress = new ArrayList<>();
    try (ImportJournal journal = journal(directory, writer.id())) {
      ImportReport report =
          new FhirImport(writer.salus(), journal, new Waiting(calls), progress::add)
              .of(FhirFile.in(directory));
      return new Import(report, progress);
    }
  }

  private static ImportJournal journal(Path directory, String of) throws IOException {
    Path file = directory.resolve("import.journal");
    return ImportJournal.open(file, of, Clock.systemUTC(), new SecureRandom());
  }

  @Scenario
  void s64_aSecondDataOwnerReadsEveryRecordOfRealBundles(World world, @TempDir Path directory)
      throws Exception {
    Person writer = world.hcp();
    Person reader = world.hcp();
    await(
        writer
            .users()
            .shareAllFutureDataWith(SharingKind.MEDICAL_INFORMATION, List.of(reader.id())));
    for (String name : FhirBundle.NAMES) {
      try (InputStream in = FhirBundle.class.getResourceAsStream("/fhir/" + name)) {
        Files.copy(Objects.requireNonNull(in), directory.resolve(name));
      }
    }

    Import imported = imported(directory, writer, Integer.MAX_VALUE);

    assertThat(imported.progress()).hasSize(3).last().asString().contains("2 of 2");
    Map<String, String> patients =
        await(reader.patients().getPatients(EntityFilter.ALL)).items().stream()
            .map(item -> ((Decrypted<Patient>) item).value())
            .collect(Collectors.toMap(each -> fhirId(each.identifiers()), Patient::id));
    int skipped = 0;
    for (String name : FhirBundle.NAMES) {
      FhirBundle bundle = FhirBundle.read(name);
      ObjectNode resource = bundle.resources("Patient").get(0);
      String patientId = patients.remove(id(resource));
      Map<String, Integer> counts = FhirBundle.count(name);
      FhirComparison.assertSame(resource, await(reader.patients().getPatient(patientId)));
      assertThat(readSamples(bundle, reader, patientId)).isEqualTo(counts.get("Observation"));
      assertThat(readElements(bundle, reader, patientId)).isEqualTo(counts.get("Condition"));
      skipped += counts.values().stream().mapToInt(count -> count).sum();
      skipped -= counts.get("Patient") + counts.get("Observation") + counts.get("Condition");
    }
    assertThat(patients).isEmpty();
    assertThat(imported.report().skippedCount()).isEqualTo(skipped);
  }

  @Scenario
  void s64_anInterruptedImportGoesOnAndMakesNothingTwice(World world, @TempDir Path directory)
      throws Exception {
    Person writer = world.hcp();
    Files.writeString(directory.resolve("a.json"), bundle("p", patient("p"), about("o1", "p")));
    Files.writeString(directory.resolve("b.json"), bundle("q", about("o2", "p"), about("o3", "p")));

    // the patient is answered, o1 is stored and the process dies before it notes that
    assertThatThrownBy(() -> imported(directory, writer, 1)).isInstanceOf(TimeoutException.class);
    Path journal = directory.resolve("import.journal");
    Files.writeString(journal, Files.readString(journal) + "{\"resource\":\"half");
    Import again = imported(directory, writer, Integer.MAX_VALUE);

    assertThat(again.report().lines())
        .contains("Patient: 0 imported, 1 was there", "Observation: 3 imported, 0 were there");
    Patient patient =
        ((Decrypted<Patient>) await(writer.patients().getPatients(EntityFilter.ALL)).items().get(0))
            .value();
    assertThat(await(writer.samples().getDataSamplesForPatient(patient.id()))).hasSize(3);
    assertThat(imported(directory, writer, 0).report().lines())
        .contains("Patient: 0 imported, 1 was there", "Observation: 0 imported, 3 were there");
    assertThatThrownBy(() -> journal(directory, "somebody else"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("another import");
  }

  @Scenario
  void s64_whatIsLeftOutIsNamedWithItsReason(World world, @TempDir Path directory)
      throws Exception {
    Person writer =
        world.person(DataOwner.Type.HCP, options -> options.withTrust(TrustPolicy.onlyConfirmed()));
    Person stranger = world.hcp();
    await(
        writer
            .users()
            .shareAllFutureDataWith(SharingKind.MEDICAL_INFORMATION, List.of(stranger.id())));
    Files.writeString(directory.resolve("junk.json"), "{\"resourceType\":");
    Files.writeString(directory.resolve("other.json"), "{\"name\":\"John\"}");
    Files.writeString(
        directory.resolve("records.json"),
        bundle(
            "p",
            patient("p"),
            about("o1", "p"),
            about("o2", "nobody"),
            patient("x").replace("1974", "yesterday"),
            patient("y").replace("birthDate\":\"1974", "gender\":\"m"),
            "{\"resourceType\":\"Claim\",\"id\":\"c\"}"));
    Files.writeString(directory.resolve("single.json"), about("o3", "p"));

    ImportReport report = imported(directory, writer, Integer.MAX_VALUE).report();

    assertThat(report.skippedCount()).isEqualTo(6);
    assertThat(report.lines())
        .contains(
            "Patient: 1 imported, 0 were there",
            "Observation: 2 imported, 0 were there",
            "Left out: 6",
            "  1 file: is not JSON",
            "    junk.json",
            "  1 file: is no FHIR resource",
            "  1 Claim: no such entities",
            "    Claim/c",
            "  1 Observation: its patient is none of those imported",
            "    Observation/o2")
        .anyMatch(line -> line.startsWith("  1 Patient: birthDate: must be a date"))
        .contains(
            "  1 Patient: gender: must be one of male, female, other, unknown", "    Patient/y")
        .anyMatch(line -> line.startsWith("Not shared with " + stranger.id()));
  }

  private static String bundle(String id, String... resources) {
    String entries =
        List.of(resources).stream()
            .map(resource -> "{\"resource\":" + resource + "}")
            .collect(Collectors.joining(","));
    return "{\"resourceType\":\"Bundle\",\"id\":\"" + id + "\",\"entry\":[" + entries + "]}";
  }

  private static String patient(String id) {
    return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"1974\"}";
  }

  private static String about(String id, String patient) {
    return "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"subject\":{\"reference\":\"%s\"}}"
        .formatted(id, "Patient/" + patient);
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
