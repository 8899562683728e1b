/** The logged-in user, the directory of data owners, and the invitation of people to an account. */
@NullMarked
package dev.salus.sdk.account;

import org.jspecify.annotations.NullMarked;
