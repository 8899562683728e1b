package dev.salus.app.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import dev.salus.api.SalusException;
import dev.salus.api.SecondFactorRequired;
import dev.salus.api.Unauthenticated;
import dev.salus.api.Unavailable;
import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.Salus;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.Patient;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes entities of every Patient, Observation and Condition in some files: first the patients of
 * all files, then what is about them, file by file and in batches. Each is shared as the user
 * shares automatically. The user's thread waits for each batch.
 */
final class FhirImport {

  private static final int BATCH = 200;
  private static final Set<String> ABOUT_A_PATIENT = Set.of("Observation", "Condition");

  private final Salus salus;
  private final ImportJournal journal;
  private final Consumer<String> progress;
  private final ImportReport report = new ImportReport();
  private final Map<String, String> patients = new HashMap<>();

  /** Waits for what a call comes to. */
  private final Waiting waiting;

  /** How to wait. */
  interface Waiting {
    <T> T get(Future<T> future) throws TimeoutException;
  }

  /**
   * @param progress is told how far it is
   */
  FhirImport(Salus salus, ImportJournal journal, Waiting waiting, Consumer<String> progress) {
    this.salus = salus;
    this.journal = journal;
    this.waiting = waiting;
    this.progress = progress;
  }

  /**
   * Does it; says what became of each resource.
   *
   * @throws SalusException if the server is away, or does not know the user any more: what was done
   *     is noted, and the next run goes on from there
   */
  ImportReport of(List<Path> files) throws IOException, TimeoutException {
    List<Path> readable = new ArrayList<>();
    for (Path file : files) {
      Optional<List<FhirResource>> resources = read(file);
      if (resources.isPresent()) {
        readable.add(file);
        for (FhirResource each : resources.get()) {
          patientOrOther(each);
        }
      }
    }
    progress.accept(patients(readable.size()));
    for (int i = 0; i < readable.size(); i++) {
      Path file = readable.get(i);
      aboutPatients(FhirFile.read(file));
      progress.accept((i + 1) + " of " + readable.size() + ": " + file.getFileName());
    }
    return report;
  }

  private String patients(int files) {
    return Words.count(Set.copyOf(patients.values()).size(), "patient", "patients")
        + " in "
        + Words.count(files, "file", "files");
  }

  private Optional<List<FhirResource>> read(Path file) throws IOException {
    try {
      return Optional.of(FhirFile.read(file));
    } catch (FhirFile.UnreadableFile unreadable) {
      report.skippedFile(file.getFileName().toString(), String.valueOf(unreadable.getMessage()));
      return Optional.empty();
    }
  }

  private void patientOrOther(FhirResource resource) throws IOException, TimeoutException {
    if (resource.type().equals("Patient")) {
      if (patient(resource)) {
        String id = journal.entityOf(resource);
        resource.names().forEach(name -> patients.put(name, id));
      }
    } else if (!ABOUT_A_PATIENT.contains(resource.type())) {
      report.ofAnotherType(resource);
    }
  }

  /** Whether it is an entity now. */
  private boolean patient(FhirResource resource) throws IOException, TimeoutException {
    if (journal.isDone(resource)) {
      report.wasThere(resource);
      return true;
    }
    Optional<Patient> patient =
        mapped(resource, FhirMapper::patient)
            .map(each -> each.toBuilder().id(journal.entityOf(resource)).build());
    if (patient.isEmpty()) {
      return false;
    }
    journal.flush();
    Future<Patient> created = salus.patientApi().createOrModifyPatient(patient.get());
    BatchResult<Patient> result =
        waiting.get(
            created
                .<BatchResult<Patient>>map(BatchResult.Done::new)
                .otherwise(failure -> new BatchResult.Failed<>(patient.get().id(), failure)));
    note(resource, result, Patient::metadata);
    journal.flush();
    return journal.isDone(resource);
  }

  private void aboutPatients(List<FhirResource> resources) throws IOException, TimeoutException {
    Map<String, List<FhirResource>> conditions = new LinkedHashMap<>();
    Map<String, List<FhirResource>> observations = new LinkedHashMap<>();
    for (FhirResource each : resources) {
      if (ABOUT_A_PATIENT.contains(each.type())) {
        Map<String, List<FhirResource>> kind =
            each.type().equals("Condition") ? conditions : observations;
        byPatient(each, kind);
      }
    }
    all(
        conditions,
        (json, id) -> FhirMapper.healthcareElement(json).toBuilder().id(id).build(),
        (patient, batch) ->
            salus.healthcareElementApi().createOrModifyHealthcareElements(batch, patient),
        HealthcareElement::metadata);
    all(
        observations,
        (json, id) -> FhirMapper.dataSample(json).toBuilder().id(id).build(),
        (patient, batch) -> salus.dataSampleApi().createOrModifyDataSamplesFor(patient, batch),
        DataSample::metadata);
  }

  private void byPatient(FhirResource resource, Map<String, List<FhirResource>> byPatient) {
    if (journal.isDone(resource)) {
      report.wasThere(resource);
      return;
    }
    Optional<String> patient = resource.subject().flatMap(this::patient);
    if (patient.isEmpty()) {
      report.skipped(resource, "its patient is none of those imported");
      return;
    }
    byPatient.computeIfAbsent(patient.get(), id -> new ArrayList<>()).add(resource);
  }

  /** By the reference as it is, or by the end of an address. */
  private Optional<String> patient(String reference) {
    String relative = reference.substring(Math.max(0, reference.lastIndexOf("Patient/")));
    return Optional.ofNullable(patients.getOrDefault(reference, patients.get(relative)));
  }

  private <T> void all(
      Map<String, List<FhirResource>> byPatient,
      BiFunction<JsonNode, String, T> map,
      BiFunction<String, List<T>, Future<List<BatchResult<T>>>> create,
      Function<T, Metadata> metadata)
      throws IOException, TimeoutException {
    for (Map.Entry<String, List<FhirResource>> each : byPatient.entrySet()) {
      List<FhirResource> resources = each.getValue();
      for (int from = 0; from < resources.size(); from += BATCH) {
        int to = Math.min(from + BATCH, resources.size());
        batch(resources.subList(from, to), map, b -> create.apply(each.getKey(), b), metadata);
      }
    }
  }

  private <T> void batch(
      List<FhirResource> resources,
      BiFunction<JsonNode, String, T> map,
      Function<List<T>, Future<List<BatchResult<T>>>> create,
      Function<T, Metadata> metadata)
      throws IOException, TimeoutException {
    List<FhirResource> sent = new ArrayList<>();
    List<T> models = new ArrayList<>();
    for (FhirResource each : resources) {
      String id = journal.entityOf(each);
      Optional<T> model = mapped(each, json -> map.apply(json, id));
      if (model.isPresent()) {
        sent.add(each);
        models.add(model.get());
      }
    }
    journal.flush();
    List<BatchResult<T>> results = waiting.get(create.apply(models));
    for (int i = 0; i < sent.size(); i++) {
      note(sent.get(i), results.get(i), metadata);
    }
    journal.flush();
  }

  /** What a resource is in the model; none if it says what no record can say. */
  private <T> Optional<T> mapped(FhirResource resource, Function<JsonNode, T> map) {
    try {
      return Optional.of(map.apply(resource.json()));
    } catch (UnwritableContent refused) {
      report.skipped(resource, String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException refused) {
      report.skipped(resource, "is not as FHIR says");
    }
    return Optional.empty();
  }

  private <T> void note(
      FhirResource resource, BatchResult<T> result, Function<T, Metadata> metadata) {
    if (result instanceof BatchResult.Failed<T> failed) {
      if (failed.error() instanceof Unavailable
          || failed.error() instanceof Unauthenticated
          || failed.error() instanceof SecondFactorRequired) {
        throw (SalusException) failed.error();
      }
      report.skipped(resource, CommandFailure.explain(failed.error()));
      return;
    }
    journal.done(resource);
    report.created(resource);
    metadata
        .apply(result.orThrow())
        .skipped()
        .forEach(skipped -> report.notShared(skipped.delegate(), skipped.reason()));
  }
}
