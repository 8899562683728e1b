/** The {@link io.vertx.core.Vertx} of a process of {@code salus.jar}. */
@NullMarked
package dev.salus.app.vertx;

import org.jspecify.annotations.NullMarked;
