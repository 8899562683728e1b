/**
 * What is in a record: kept as it was written, read as far as it can be, found by what is
 * published.
 */
@NullMarked
package dev.salus.app.scenarios.content;

import org.jspecify.annotations.NullMarked;
