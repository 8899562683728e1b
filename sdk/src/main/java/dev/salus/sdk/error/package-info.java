/**
 * What the SDK itself finds wrong: keys that are not trusted, data that does not hold what the
 * protocol promises. What the server answers are the errors of {@code dev.salus.api}.
 */
@NullMarked
package dev.salus.sdk.error;

import org.jspecify.annotations.NullMarked;
