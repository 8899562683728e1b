/** Stores beside what they are built on, and as they grow. */
@NullMarked
package dev.salus.benchmarks.store;

import org.jspecify.annotations.NullMarked;
