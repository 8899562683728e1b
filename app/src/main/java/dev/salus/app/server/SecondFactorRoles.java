package dev.salus.app.server;

import dev.salus.api.Caller;
import dev.salus.app.config.NearestName;
import dev.salus.app.config.WrongSettingException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The roles that {@code --require-second-factor} names. But for the administrator's a role is
 * whatever users were given, so a mistyped one binds nobody and looks like any other: it is
 * remarked upon.
 *
 * @param names as they were set
 */
record SecondFactorRoles(List<String> names) {

  /** The setting. */
  static final String FLAG = "--require-second-factor";

  private static final String ALL = "*";
  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Set<String> KINDS = Set.of("hcp", "patient", "device");

  /**
   * All of them.
   *
   * @throws WrongSettingException naming one that no user can have
   */
  Set<String> usable() {
    for (String role : names) {
      if (!role.equals(ALL) && !ROLE.matcher(role).matches()) {
        throw new WrongSettingException(
            FLAG
                + ": '"
                + role
                + "' is no role; one has lower-case letters, digits and -, as in admin, and * is"
                + " for all users");
      }
    }
    return Set.copyOf(names);
  }

  /** A sentence, for people, about each that is somebody's own. */
  List<String> remarks() {
    return names.stream()
        .filter(role -> !role.equals(ALL) && !role.equals(Caller.ADMIN))
        .map(SecondFactorRoles::remark)
        .toList();
  }

  private static String remark(String role) {
    return FLAG
        + ": '"
        + role
        + "' binds only users who were given that role (users add --role "
        + role
        + ")"
        + hint(role);
  }

  private static String hint(String role) {
    return KINDS.contains(role)
        ? "; what a data owner is, such as " + role + ", is no role"
        : NearestName.of(role, List.of(Caller.ADMIN))
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
  }
}
