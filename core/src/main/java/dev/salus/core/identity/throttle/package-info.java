/** Slowing down who guesses secrets, without locking out whom they belong to. */
@NullMarked
package dev.salus.core.identity.throttle;

import org.jspecify.annotations.NullMarked;
