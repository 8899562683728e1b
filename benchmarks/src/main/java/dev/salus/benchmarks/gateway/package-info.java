/**
 * The gateway beside bare Vert.x routes, under load.
 *
 * <p>The load comes over plain sockets of Vert.x, since its HTTP client costs as much as a server:
 * what is measured would be half the client.
 */
@NullMarked
package dev.salus.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
