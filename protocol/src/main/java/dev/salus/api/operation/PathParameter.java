package dev.salus.api.operation;

import dev.salus.protocol.EntityType;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.KeyCard;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.protocol.ProtocolViolation.Kind;
import java.util.Arrays;
import java.util.function.BinaryOperator;

/** A part of a path that varies. One name is of one kind in all paths. */
public enum PathParameter {
  /** A UUID. */
  ID("id", FieldReader::uuid),
  /** The id of an exchange record, a UUID. */
  EXCHANGE_ID("exchangeId", FieldReader::uuid),
  /** The id of a data owner, a UUID. */
  NOTARY("notary", FieldReader::uuid),
  /** The id of a key card. */
  KEY_ID("keyId", (text, field) -> FieldReader.base64(text, KeyCard.KEY_ID_BYTES, field)),
  /** The id of a recovery key. */
  RECOVERY_ID(
      "recoveryId", (text, field) -> FieldReader.base64(text, NotarySet.RECOVERY_ID_BYTES, field)),
  /** The wire name of an entity type. */
  TYPE("type", PathParameter::type);

  private final String wireName;

  @SuppressWarnings("ImmutableEnumChecker") // a function of its arguments
  private final BinaryOperator<String> check;

  PathParameter(String wireName, BinaryOperator<String> check) {
    this.wireName = wireName;
    this.check = check;
  }

  /** The name in path templates, in the parameters of a call and in errors. */
  public String wireName() {
    return wireName;
  }

  /**
   * The value, if it is of this kind.
   *
   * @throws ProtocolViolation naming the parameter
   */
  public String checked(String value) {
    return check.apply(value, wireName);
  }

  /** The parameter with this name; there must be one. */
  static PathParameter of(String wireName) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no path has a {" + wireName + "}"));
  }

  private static String type(String text, String field) {
    return EntityType.of(text)
        .map(EntityType::wireName)
        .orElseThrow(
            () ->
                new ProtocolViolation(
                    Kind.VALUE, field, "must be Patient, DataSample or HealthcareElement"));
  }
}
