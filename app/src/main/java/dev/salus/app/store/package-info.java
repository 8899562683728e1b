/**
 * What {@code salus.jar} does with whole stores: copies them to a file and back, and moves what one
 * holds into another.
 */
@NullMarked
package dev.salus.app.store;

import org.jspecify.annotations.NullMarked;
