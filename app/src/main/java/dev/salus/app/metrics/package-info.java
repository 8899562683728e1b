/** What is measured of a running server, for Prometheus to read. */
@NullMarked
package dev.salus.app.metrics;

import org.jspecify.annotations.NullMarked;
