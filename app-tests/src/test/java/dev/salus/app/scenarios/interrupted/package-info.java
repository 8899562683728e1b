/** Answers that are lost, late or incomplete, and processes that end in the middle. */
@NullMarked
package dev.salus.app.scenarios.interrupted;

import org.jspecify.annotations.NullMarked;
