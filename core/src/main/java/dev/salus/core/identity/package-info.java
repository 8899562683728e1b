/**
 * The identity verticle: users, their credentials and sessions, data owners, invitations.
 *
 * <p>What is to be unique, a login or the user of a data owner, is held by a claim in a document of
 * its own that names a user. A user is created pending, claims, and becomes active by a compare and
 * set on its own document; only a user that is gone or no longer pending in time loses a claim, and
 * then for good (see {@code UserCreation}). The store never holds a password, a refresh token or an
 * invitation token in clear.
 */
@NullMarked
package dev.salus.core.identity;

import org.jspecify.annotations.NullMarked;
