/** Measures group commit in the CouchDB store against single writes, side by side in one run. */
@NullMarked
package dev.salus.benchmarks.groupcommit;

import org.jspecify.annotations.NullMarked;
