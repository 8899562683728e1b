package dev.salus.sdk.model;

import dev.salus.sdk.error.MalformedContent;
import dev.salus.sdk.error.UnwritableContent;
import dev.salus.sdk.json.JsonObjectReader;
import dev.salus.sdk.json.JsonRewrite;
import dev.salus.sdk.json.JsonValues;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The private fields of records as strict UTF-8 JSON, and back (protocol §4.1). Id and metadata are
 * not part of it. What is null or empty is left out; fields that are not known are kept.
 *
 * <p>Reading something that a hostile writer made fails with {@link MalformedContent}, never
 * otherwise. One field that is not what it must be does not make it fail: it is left out, and named
 * in {@link Metadata#unreadable}.
 */
public final class ModelJson {

  private ModelJson() {}

  /** The private fields of a patient as JSON values; fails as {@link #write(Patient)}. */
  public static Map<String, @Nullable Object> fields(Patient patient) {
    return EntityFields.of(patient);
  }

  /** The private fields of a data sample as JSON values; fails as {@link #write(Patient)}. */
  public static Map<String, @Nullable Object> fields(DataSample sample) {
    return EntityFields.of(sample);
  }

  /**
   * The private fields of a healthcare element as JSON values; fails as {@link #write(Patient)}.
   */
  public static Map<String, @Nullable Object> fields(HealthcareElement element) {
    return EntityFields.of(element);
  }

  /**
   * The private fields of a new patient.
   *
   * @throws IllegalArgumentException if a text has a lone surrogate, {@code unknownFields} has a
   *     field that is known, or, as {@link UnwritableContent}, the record is nested more than 100
   *     levels deep
   */
  public static byte[] write(Patient patient) {
    return JsonValues.write(EntityFields.of(patient));
  }

  /**
   * The private fields of a patient in place of others: what is not changed comes back to the byte,
   * and so does what could not be read. What was no record before leaves nothing. Fails as {@link
   * #write(Patient)}.
   *
   * @param before the fields that the patient was read from
   */
  public static byte[] write(Patient patient, byte[] before) {
    return over(before, ModelJson::readPatient, EntityFields::of, EntityFields.of(patient));
  }

  /** The private fields of a new data sample; fails as {@link #write(Patient)}. */
  public static byte[] write(DataSample sample) {
    return JsonValues.write(EntityFields.of(sample));
  }

  /**
   * The private fields of a data sample in place of others; see {@link #write(Patient, byte[])}.
   */
  public static byte[] write(DataSample sample, byte[] before) {
    return over(before, ModelJson::readDataSample, EntityFields::of, EntityFields.of(sample));
  }

  /** The private fields of a new healthcare element; fails as {@link #write(Patient)}. */
  public static byte[] write(HealthcareElement element) {
    return JsonValues.write(EntityFields.of(element));
  }

  /**
   * The private fields of a healthcare element in place of others; see {@link #write(Patient,
   * byte[])}.
   */
  public static byte[] write(HealthcareElement element, byte[] before) {
    return over(
        before, ModelJson::readHealthcareElement, EntityFields::of, EntityFields.of(element));
  }

  /**
   * A patient with these private fields, without id and with {@link Metadata#NEW} but for {@link
   * Metadata#unreadable}.
   *
   * @throws MalformedContent if the bytes are no record
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
    return JsonObjectReader.of(JsonValues.parse(json));
  }

  private static <T> byte[] over(
      byte[] before,
      Function<byte[], T> read,
      Function<T, Map<String, @Nullable Object>> fields,
      Map<String, @Nullable Object> now) {
    Map<String, @Nullable Object> was;
    try {
      was = fields.apply(read.apply(before));
    } catch (MalformedContent noRecord) {
      return JsonValues.write(now);
    }
    return JsonRewrite.over(before, was, now, DoubtfulOrigin.FIELD);
  }
}
