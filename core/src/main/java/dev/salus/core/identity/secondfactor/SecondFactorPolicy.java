package dev.salus.core.identity.secondfactor;

import java.util.Collection;
import java.util.Set;

/**
 * Who has to have a second factor.
 *
 * @param roles whoever has one of these; {@link #EVERYBODY} for all users
 */
public record SecondFactorPolicy(Set<String> roles) {

  /** In place of a role: all users, whatever roles they have. */
  public static final String EVERYBODY = "*";

  /** Copies the roles. */
  public SecondFactorPolicy {
    roles = Set.copyOf(roles);
  }

  /** Whether whoever has these roles has to have one. */
  public boolean binds(Collection<String> userRoles) {
    return roles.contains(EVERYBODY) || userRoles.stream().anyMatch(roles::contains);
  }
}
