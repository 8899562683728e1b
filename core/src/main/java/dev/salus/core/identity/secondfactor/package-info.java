/** Second factors: time-based one-time passwords (RFC 6238), and codes for who has lost them. */
@NullMarked
package dev.salus.core.identity.secondfactor;

import org.jspecify.annotations.NullMarked;
