/**
 * Work that costs processor time, in turns: whoever brings much of it waits for itself and delays
 * nobody else.
 */
@NullMarked
package dev.salus.core.fair;

import org.jspecify.annotations.NullMarked;
