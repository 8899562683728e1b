/** Searches bytes for secrets, in every form in which they may be written. */
@NullMarked
package dev.salus.app.boundaries.needles;

import org.jspecify.annotations.NullMarked;
