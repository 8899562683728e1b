package dev.salus.sdk.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The private fields of records as strict UTF-8 JSON, and back (protocol §4.1). Id and metadata are
 * not part of it. What is null or empty is left out; fields that are not known are kept.
 *
 * <p>Reading something that a hostile writer made fails with {@link MalformedContent}, never
 * otherwise.
 */
public final class ModelJson {

  private ModelJson() {}

  /**
   * The private fields of a patient.
   *
   * @throws IllegalArgumentException if a text has a lone surrogate, {@code unknownFields} has a
   *     field that is known, or, as {@link UnwritableContent}, the record is nested more than 100
   *     levels deep
   */
  public static byte[] write(Patient patient) {
    return JsonValues.write(EntityFields.of(patient));
  }

  /** The private fields of a data sample; fails as {@link #write(Patient)}. */
  public static byte[] write(DataSample sample) {
    return JsonValues.write(EntityFields.of(sample));
  }

  /** The private fields of a healthcare element; fails as {@link #write(Patient)}. */
  public static byte[] write(HealthcareElement element) {
    return JsonValues.write(EntityFields.of(element));
  }

  /**
   * A patient with these private fields, without id and with {@link Metadata#NEW}.
   *
   * @throws MalformedContent if the bytes are anything else than that
   */
  public static Patient readPatient(byte[] json) {
    return EntityFields.patient(reader(json));
  }

  /** A data sample with these private fields; see {@link #readPatient}. */
  public static DataSample readDataSample(byte[] json) {
    return EntityFields.dataSample(reader(json));
  }

  /** A healthcare element with these private fields; see {@link #readPatient}. */
  public static HealthcareElement readHealthcareElement(byte[] json) {
    return EntityFields.healthcareElement(reader(json));
  }

  private static JsonObjectReader reader(byte[] json) {
    Map<String, @Nullable Object> object = JsonValues.parse(json);
    return new JsonObjectReader(object, "");
  }
}
