import type { User } from "@salus/sdk";

/** The role of those who administer. */
export const ADMIN = "admin";

type Roles = Pick<User, "roles">;

/** Whether somebody administers. */
export function administers({ roles }: Roles): boolean {
  return roles.includes(ADMIN);
}

/** The roles of somebody who is to administer, with all others that they have. */
export function rolesWithAdmin({ roles }: Roles): readonly string[] {
  return [...rolesWithoutAdmin({ roles }), ADMIN];
}

/** The roles of somebody who is to administer no more, with all others that they have. */
export function rolesWithoutAdmin({ roles }: Roles): readonly string[] {
  return roles.filter((role) => role !== ADMIN);
}
