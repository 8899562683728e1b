package dev.salus.core.identity;

import dev.salus.storage.CollectionSpec;
import dev.salus.storage.IndexSpec;
import dev.salus.storage.KeyPart;
import java.util.List;

/**
 * What the identity verticle keeps.
 *
 * <ul>
 *   <li>{@code users}: a {@link UserAccount} under its id.
 *   <li>{@code logins}: {@code {user}} under {@link LoginName#claimId}; holds while that user
 *       exists.
 *   <li>{@code data-owners}: a {@link DataOwnerRecord} under its id; its {@code user} holds while
 *       that user exists.
 *   <li>{@code sessions}: a {@link SessionFamily} under its id.
 *   <li>{@code invitations}: an {@link Invitation} under the hash of its token.
 *   <li>{@code invitation-usage}: the open invitations of an inviter ({@link
 *       dev.salus.core.quota.Usage}).
 *   <li>{@code identity-keys}: {@code {key}}, a secret of the server's own, under what it is for
 *       ({@link DeviceTokens}).
 * </ul>
 *
 * <p>A document with {@code purgeAt} has no use after that time ({@link ExpiredDocuments}).
 */
final class IdentityCollections {

  static final String USERS = "users";
  static final String LOGINS = "logins";
  static final String DATA_OWNERS = "data-owners";
  static final String SESSIONS = "sessions";
  static final String INVITATIONS = "invitations";
  static final String INVITATION_USAGE = "invitation-usage";
  static final String KEYS = "identity-keys";

  /** Active users in the order of their logins. */
  static final String BY_LOGIN = "by-login";

  /** Active users by role. */
  static final String BY_ROLE = "by-role";

  /** Sessions of a user. */
  static final String BY_USER = "by-user";

  /** Documents by the time when they have no use any more. */
  static final String BY_PURGE = "by-purge";

  /** All data owners by name. */
  static final String BY_NAME = "by-name";

  /** Professionals and devices by name. */
  static final String BY_PUBLIC_NAME = "by-public-name";

  /** Data owners of a type by name. */
  static final String BY_TYPE = "by-type";

  private static final IndexSpec PURGE = IndexSpec.of(BY_PURGE, KeyPart.of("purgeAt"));

  static final List<CollectionSpec> ALL =
      List.of(
          CollectionSpec.of(
              USERS,
              IndexSpec.of(BY_LOGIN, KeyPart.of("state"), KeyPart.of("loginOrder")),
              IndexSpec.of(BY_ROLE, KeyPart.of("state"), KeyPart.each("roles")),
              PURGE),
          CollectionSpec.of(LOGINS),
          CollectionSpec.of(
              DATA_OWNERS,
              IndexSpec.of(BY_NAME, KeyPart.of("nameOrder")),
              IndexSpec.of(BY_PUBLIC_NAME, KeyPart.of("publicNameOrder")),
              IndexSpec.of(BY_TYPE, KeyPart.of("type"), KeyPart.of("nameOrder"))),
          CollectionSpec.of(SESSIONS, IndexSpec.of(BY_USER, KeyPart.of("user")), PURGE),
          CollectionSpec.of(INVITATIONS, PURGE),
          CollectionSpec.of(INVITATION_USAGE),
          CollectionSpec.of(KEYS));

  private IdentityCollections() {}
}
