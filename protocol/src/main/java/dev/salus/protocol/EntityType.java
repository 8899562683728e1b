package dev.salus.protocol;

import java.util.List;
import java.util.Optional;

/** The kinds of entity (protocol §1), with the names they have on the wire. */
public enum EntityType {
  /** A person's record; holds the link secret by which their data is found. */
  PATIENT("Patient"),
  /** An observation, a measurement, a document's reference. */
  DATA_SAMPLE("DataSample"),
  /** A condition, a diagnosis, a problem. */
  HEALTHCARE_ELEMENT("HealthcareElement");

  private static final List<EntityType> ALL = List.of(values());

  private final String wireName;

  EntityType(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire, in signatures and in paths. */
  public String wireName() {
    return wireName;
  }

  /** The type of this wire name, if there is one. */
  public static Optional<EntityType> of(String wireName) {
    for (EntityType type : ALL) {
      if (type.wireName.equals(wireName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
