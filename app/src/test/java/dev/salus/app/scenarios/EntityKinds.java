package dev.salus.app.scenarios;

import java.util.List;

/** The three types of entity. */
final class EntityKinds {

  static final List<EntityKind<?>> ALL =
      List.of(new PatientKind(), new DataSampleKind(), new HealthcareElementKind());

  private EntityKinds() {}
}
