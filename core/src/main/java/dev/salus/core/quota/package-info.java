/** Counting what data owners have, such that no race lets anybody have more than is allowed. */
@NullMarked
package dev.salus.core.quota;

import org.jspecify.annotations.NullMarked;
