/** What was measured: rows of ratios, as JSON and as Markdown. */
@NullMarked
package dev.salus.benchmarks.table;

import org.jspecify.annotations.NullMarked;
