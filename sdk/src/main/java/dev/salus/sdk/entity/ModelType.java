package dev.salus.sdk.entity;

import dev.salus.protocol.EntityType;
import dev.salus.sdk.model.Coding;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Metadata;
import dev.salus.sdk.model.ModelJson;
import dev.salus.sdk.model.Patient;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the common machinery has to know of a kind of model. */
final class ModelType<T> {

  static final ModelType<Patient> PATIENT =
      new ModelType<>(
          EntityType.PATIENT,
          ModelJson::write,
          (json, id, metadata) ->
              ModelJson.readPatient(json).toBuilder().id(id).metadata(metadata).build(),
          Patient::id,
          Patient::metadata,
          patient -> Stream.of(patient.labels(), patient.codes()));

  static final ModelType<DataSample> DATA_SAMPLE =
      new ModelType<>(
          EntityType.DATA_SAMPLE,
          ModelJson::write,
          (json, id, metadata) ->
              ModelJson.readDataSample(json).toBuilder().id(id).metadata(metadata).build(),
          DataSample::id,
          DataSample::metadata,
          sample -> Stream.of(sample.labels(), sample.codes()));

  static final ModelType<HealthcareElement> HEALTHCARE_ELEMENT =
      new ModelType<>(
          EntityType.HEALTHCARE_ELEMENT,
          ModelJson::write,
          (json, id, metadata) ->
              ModelJson.readHealthcareElement(json).toBuilder().id(id).metadata(metadata).build(),
          HealthcareElement::id,
          HealthcareElement::metadata,
          element -> Stream.of(element.labels(), element.codes()));

  private final EntityType type;
  private final Function<T, byte[]> writer;
  private final Reader<T> reader;
  private final Function<T, @Nullable String> id;
  private final Function<T, Metadata> metadata;
  private final Function<T, Stream<List<Coding>>> codings;

  /** Makes a model of its private fields, its place and its history. */
  private interface Reader<T> {
    T read(byte[] json, String id, Metadata metadata);
  }

  private ModelType(
      EntityType type,
      Function<T, byte[]> writer,
      Reader<T> reader,
      Function<T, @Nullable String> id,
      Function<T, Metadata> metadata,
      Function<T, Stream<List<Coding>>> codings) {
    this.type = type;
    this.writer = writer;
    this.reader = reader;
    this.id = id;
    this.metadata = metadata;
    this.codings = codings;
  }

  EntityType type() {
    return type;
  }

  /** The private fields as UTF-8 JSON. */
  byte[] write(T model) {
    return writer.apply(model);
  }

  /** The model of these private fields, with its place and history. */
  T read(byte[] json, String entityId, Metadata known) {
    return reader.read(json, entityId, known);
  }

  @Nullable String id(T model) {
    return id.apply(model);
  }

  Metadata metadata(T model) {
    return metadata.apply(model);
  }

  /** Labels and codes, which an application may publish. */
  List<Coding> codings(T model) {
    return codings.apply(model).flatMap(List::stream).toList();
  }
}
