package dev.salus.sdk;

import dev.salus.core.protocol.EntityType;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three kinds of model. */
final class ModelTypes {

  private ModelTypes() {}

  private static List<Coding> both(List<Coding> labels, List<Coding> codes) {
    return Stream.concat(labels.stream(), codes.stream()).toList();
  }

  /** Patients. */
  static final class Patients implements ModelType<Patient> {
    @Override
    public EntityType type() {
      return EntityType.PATIENT;
    }

    @Override
    public byte[] write(Patient patient) {
      return ModelJson.write(patient);
    }

    @Override
    public Patient read(byte[] json, String id, Metadata metadata) {
      return ModelJson.readPatient(json).toBuilder().id(id).metadata(metadata).build();
    }

    @Override
    public @Nullable String id(Patient patient) {
      return patient.id();
    }

    @Override
    public Metadata metadata(Patient patient) {
      return patient.metadata();
    }

    @Override
    public List<Coding> codings(Patient patient) {
      return both(patient.labels(), patient.codes());
    }
  }

  /** Data samples. */
  static final class DataSamples implements ModelType<DataSample> {
    @Override
    public EntityType type() {
      return EntityType.DATA_SAMPLE;
    }

    @Override
    public byte[] write(DataSample sample) {
      return ModelJson.write(sample);
    }

    @Override
    public DataSample read(byte[] json, String id, Metadata metadata) {
      return ModelJson.readDataSample(json).toBuilder().id(id).metadata(metadata).build();
    }

    @Override
    public @Nullable String id(DataSample sample) {
      return sample.id();
    }

    @Override
    public Metadata metadata(DataSample sample) {
      return sample.metadata();
    }

    @Override
    public List<Coding> codings(DataSample sample) {
      return both(sample.labels(), sample.codes());
    }
  }

  /** Healthcare elements. */
  static final class HealthcareElements implements ModelType<HealthcareElement> {
    @Override
    public EntityType type() {
      return EntityType.HEALTHCARE_ELEMENT;
    }

    @Override
    public byte[] write(HealthcareElement element) {
      return ModelJson.write(element);
    }

    @Override
    public HealthcareElement read(byte[] json, String id, Metadata metadata) {
      return ModelJson.readHealthcareElement(json).toBuilder().id(id).metadata(metadata).build();
    }

    @Override
    public @Nullable String id(HealthcareElement element) {
      return element.id();
    }

    @Override
    public Metadata metadata(HealthcareElement element) {
      return element.metadata();
    }

    @Override
    public List<Coding> codings(HealthcareElement element) {
      return both(element.labels(), element.codes());
    }
  }
}
