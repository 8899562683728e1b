/** Whose key is whose: pins, endorsements, retirements and what to do with a new key. */
@NullMarked
package dev.salus.sdk.trust;

import org.jspecify.annotations.NullMarked;
