/**
 * Connections as such: what is taken in from one and kept for it, how long, and how much on all of
 * them together.
 */
@NullMarked
package dev.salus.gateway.connection;

import org.jspecify.annotations.NullMarked;
