/**
 * {@code salus users} and {@code salus data-owners}: who may log in, and for whom, asked of a
 * running server or, while none runs, done on the store itself.
 */
@NullMarked
package dev.salus.app.administration;

import org.jspecify.annotations.NullMarked;
