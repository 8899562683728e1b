/** Passwords: what is stored of them, and hashing that is fair to all who log in. */
@NullMarked
package dev.salus.core.identity.password;

import org.jspecify.annotations.NullMarked;
