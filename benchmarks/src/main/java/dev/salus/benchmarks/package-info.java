/** Programs that measure Salus beside what it is built on, and the table of what they found. */
@NullMarked
package dev.salus.benchmarks;

import org.jspecify.annotations.NullMarked;
