package dev.salus.app.scenarios.stage;

import java.util.List;

/** The three types of entity. */
public final class EntityKinds {

  public static final List<EntityKind<?>> ALL =
      List.of(new PatientKind(), new DataSampleKind(), new HealthcareElementKind());

  private EntityKinds() {}
}
