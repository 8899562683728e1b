/** Copies of a key ring that a recovery key opens (protocol §9.2), and what becomes of them. */
@NullMarked
package dev.salus.sdk.recovery;

import org.jspecify.annotations.NullMarked;
