package dev.salus.api.operation;

import dev.salus.api.event.CardsChanged;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.StrictJson;
import dev.salus.protocol.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A query parameter that an operation knows.
 *
 * @param name its name
 * @param kind what it must be
 * @param required whether it must be there
 */
public record QueryParameter(String name, Kind kind, boolean required) {

  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,15}");
  private static final int LINK_BYTES = 16;

  /** What a parameter must be. */
  public enum Kind {
    /** Any text. */
    TEXT,
    /** An integer from 0 to 2⁵³−1. */
    INTEGER,
    /** A UUID in its one form. */
    UUID,
    /** {@code type|code}, as {@link Tag#filter} writes it. */
    TAG,
    /** A link (protocol §6). */
    LINK,
    /** Wire names of entity types, or {@code DataOwner}, with commas between them. */
    TYPES
  }

  /** How a list is paged: {@code limit} and {@code cursor}. */
  public static final List<QueryParameter> PAGE = List.of(integer("limit"), text("cursor"));

  /** Any text. */
  public static QueryParameter text(String name) {
    return new QueryParameter(name, Kind.TEXT, false);
  }

  /** An integer. */
  public static QueryParameter integer(String name) {
    return new QueryParameter(name, Kind.INTEGER, false);
  }

  /** A UUID. */
  public static QueryParameter uuid(String name) {
    return new QueryParameter(name, Kind.UUID, false);
  }

  /** A published coding, {@code type|code}. */
  public static QueryParameter tag(String name) {
    return new QueryParameter(name, Kind.TAG, false);
  }

  /** A link (protocol §6). */
  public static QueryParameter link(String name) {
    return new QueryParameter(name, Kind.LINK, false);
  }

  /** Entity types. */
  public static QueryParameter types(String name) {
    return new QueryParameter(name, Kind.TYPES, false);
  }

  /** The same, without which the request is refused. */
  public QueryParameter mandatory() {
    return new QueryParameter(name, kind, true);
  }

  /**
   * The value as the services take it: a {@link Long} for an integer, else the text.
   *
   * @throws ProtocolViolation naming the parameter
   */
  public Object typed(String value) {
    return switch (kind) {
      case TEXT -> value;
      case INTEGER -> integer(value, name);
      case UUID -> FieldReader.uuid(value, name);
      case LINK -> FieldReader.base64(value, LINK_BYTES, name);
      case TAG -> {
        if (!Tag.isFilter(value)) {
          throw violation(ProtocolViolation.Kind.VALUE, Tag.FILTER);
        }
        yield value;
      }
      case TYPES -> {
        if (!Arrays.stream(value.split(",", -1))
            .allMatch(type -> EntityType.of(type).isPresent() || type.equals(CardsChanged.TYPE))) {
          throw violation(
              ProtocolViolation.Kind.VALUE,
              "must be of Patient, DataSample, HealthcareElement and DataOwner, with commas between"
                  + " them");
        }
        yield value;
      }
    };
  }

  private long integer(String value, String field) {
    if (INTEGER.matcher(value).matches()) {
      long number = Long.parseLong(value);
      if (number <= StrictJson.MAX_INTEGER) {
        return number;
      }
    }
    throw new ProtocolViolation(
        ProtocolViolation.Kind.INTEGER, field, "must be an integer from 0 to 2^53-1");
  }

  /** A violation at this parameter. */
  public ProtocolViolation violation(ProtocolViolation.Kind kindOfViolation, String detail) {
    return new ProtocolViolation(kindOfViolation, name, detail);
  }
}
