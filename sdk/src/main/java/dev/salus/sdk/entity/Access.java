package dev.salus.sdk.entity;

import dev.salus.protocol.Permission;
import org.jspecify.annotations.Nullable;

/**
 * What {@code giveAccessTo} gives.
 *
 * @param permission READ or WRITE; null for the giver's own
 * @param withPatient whether the delegate learns which patient the entity is about
 */
public record Access(@Nullable Permission permission, boolean withPatient) {

  /** The giver's own permission, and the patient's id. */
  public static final Access SAME = new Access(null, true);

  /** Reading only, and the patient's id. */
  public static final Access READ = new Access(Permission.READ, true);

  /** Reading and writing, and the patient's id. */
  public static final Access WRITE = new Access(Permission.WRITE, true);

  /** The same, but the delegate is not told which patient the entity is about. */
  public Access withoutPatient() {
    return new Access(permission, false);
  }
}
