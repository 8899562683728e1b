/** A server in this process, and people on it, for benchmarks to use. */
@NullMarked
package dev.salus.benchmarks.stage;

import org.jspecify.annotations.NullMarked;
