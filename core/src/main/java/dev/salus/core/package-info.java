/**
 * The server as a whole: {@link dev.salus.core.SalusHost} opens a store and deploys the verticles.
 */
@NullMarked
package dev.salus.core;

import org.jspecify.annotations.NullMarked;
